import {
  AlignmentType,
  LevelFormat,
  LineRuleType,
  type IParagraphStyleOptions,
  type IPropertiesOptions,
} from 'docx'
import { color, ink, quiet } from './docx-page.ts'

/** Calibri is on every desk that has Word; LibreOffice has Carlito of the same widths. Sizes are half points. */
const font = 'Calibri'
const swedish = { value: 'sv-SE', eastAsia: 'sv-SE', bidirectional: 'ar-SA' }

const plain = { basedOn: 'Normal', quickFormat: true }
const tight = { spacing: { before: 0, after: 0, line: 247, lineRule: LineRuleType.AUTO } }

const ownStyles: readonly IParagraphStyleOptions[] = [
  { id: 'Record', name: 'Ärendeuppgift', ...plain, run: { size: 19 }, paragraph: tight },
  { id: 'Subtitle', name: 'Subtitle', ...plain, run: { size: 25, color: color(quiet) } },
  {
    id: 'Margin',
    name: 'Sidmarginal',
    ...plain,
    run: { size: 18, color: color(quiet) },
    paragraph: tight,
  },
  { id: 'TableText', name: 'Tabelltext', ...plain, run: { size: 19 }, paragraph: tight },
  {
    id: 'TableHead',
    name: 'Tabellhuvud',
    ...plain,
    run: { size: 18, bold: true },
    paragraph: { ...tight, keepNext: true },
  },
  {
    id: 'Remark',
    name: 'Anmärkning',
    ...plain,
    run: { size: 18, color: color(quiet) },
    paragraph: { spacing: { before: 80, after: 240 } },
  },
  { id: 'Figure', name: 'Nyckeltal', ...plain, run: { size: 42, bold: true }, paragraph: tight },
  {
    id: 'ContentsHead',
    name: 'Innehållsrubrik',
    ...plain,
    run: { size: 30, bold: true },
    paragraph: { keepNext: true, spacing: { before: 320, after: 100 } },
  },
  { id: 'Contents1', name: 'Innehåll nivå 1', ...plain, paragraph: { spacing: { after: 50 } } },
  {
    id: 'Contents2',
    name: 'Innehåll nivå 2',
    ...plain,
    paragraph: { spacing: { after: 50 }, indent: { left: 280 } },
  },
]

export function docxStyles(accent: string): NonNullable<IPropertiesOptions['styles']> {
  return {
    default: {
      document: {
        run: { font, size: 22, color: color(ink), language: swedish },
        paragraph: { spacing: { after: 130, line: 269, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { font, size: 46, bold: true, color: color(ink) },
        paragraph: { spacing: { before: 320, after: 80, line: 240, lineRule: LineRuleType.AUTO } },
      },
      heading1: heading(30, 400),
      heading2: heading(25, 300),
      heading3: heading(22, 240),
      caption: {
        run: { bold: true, italics: false, size: 20, color: color(ink) },
        paragraph: { keepNext: true, spacing: { before: 220, after: 80 } },
      },
    },
    paragraphStyles: [
      {
        id: 'Sender',
        name: 'Avsändare',
        ...plain,
        run: { size: 28, bold: true, color: color(accent) },
        paragraph: tight,
      },
      ...ownStyles,
    ],
  }
}

function heading(size: number, before: number): object {
  return {
    run: { font, size, bold: true, color: color(ink) },
    paragraph: { keepNext: true, spacing: { before, after: 90, line: 247, lineRule: LineRuleType.AUTO } },
  }
}

const hanging = { paragraph: { indent: { left: 400, hanging: 300 }, spacing: { after: 60 } } }

export const docxNumbering: NonNullable<IPropertiesOptions['numbering']> = {
  config: [
    {
      reference: 'bullets',
      levels: [
        { level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: hanging },
      ],
    },
    {
      reference: 'numbers',
      levels: [
        { level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT, style: hanging },
      ],
    },
  ],
}
