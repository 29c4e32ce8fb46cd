import { formatNumber } from '#kernel/swedish.ts'

export const fileTexts = {
  room: 'Utrymme för filer, i gigabyte',
  roomHint: (taken: string) =>
    `Allt som lämnas in ska få plats. En utförares filer får inte ta mer än det som är ledigt. Filerna tar nu ${taken}.`,
  unread: (files: number) =>
    files === 1
      ? 'Alla ord i PDF-filen gick inte att läsa. Titta själv efter personnummer i den. Hittar du något, kontakta kommunens registrator.'
      : `Alla ord i ${files} PDF-filer gick inte att läsa. Titta själv efter personnummer i dem. Hittar du något, kontakta kommunens registrator.`,
}

const gigabyte = 1024 ** 3
const megabyte = 1024 ** 2

/** How much something takes, as a person would say it. */
export function roomOf(bytes: number): string {
  if (bytes >= gigabyte) return `${formatNumber(Math.round((bytes / gigabyte) * 10) / 10)} GB`
  return bytes < megabyte ? 'mindre än 1 MB' : `${formatNumber(Math.round(bytes / megabyte))} MB`
}
