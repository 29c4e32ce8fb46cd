/** The shape of a paper: plain data, the same for all three forms. */
export type PdfStandard = 'ua-1' | 'a-3a'

export type StatusKind =
  'met' | 'partly' | 'notMet' | 'notApplicable' | 'notAssessed' | 'minor' | 'serious' | 'acute'

/** A status without text gets the usual Swedish word: it is never shown by colour and shape alone. */
export type Cell =
  | string
  | {
      text: string
      status?: StatusKind
      strong?: boolean
      /** The figure behind the text, for Excel; a share of one where it is shown as percent. */
      value?: number
      percent?: boolean
    }

/** `width` is a weight against the other columns; without it the column is given room by what stands in it. */
export type Column = { title: string; align?: 'left' | 'right'; width?: number }

/** `rows` is the name, table/row, under which the page finds what the figure is counted from. */
export type PaperFigure = { value: string; label: string; change?: string; rows?: string }

export type Tone = 'information' | 'warning' | 'acute'

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; id?: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[]; ordered?: boolean }
  | { kind: 'facts'; rows: readonly { label: string; value: string }[] }
  | { kind: 'figures'; items: readonly PaperFigure[] }
  | {
      kind: 'table'
      caption: string
      columns: readonly Column[]
      rows: readonly (readonly Cell[])[]
      note?: string
      /** Names under which the page finds what a row is counted from; '' where there is nothing to show. */
      key?: string
      rowKeys?: readonly string[]
      /** No more rows than this are printed; the Excel file has them all, and the table says so. */
      printed?: number
    }
  | { kind: 'note'; tone: Tone; title: string; text: string }
  /** The provider's own statement: never edited, so it keeps its line breaks and carries who it is from. */
  | { kind: 'quote'; title: string; text: string; by: string }
  /** The colours must be literal (`#0a5a78`): a PDF knows no style sheet. */
  | { kind: 'svg'; svg: string; title: string; description: string }

/** What a municipality puts on its own papers: its logo, the lines under its name, and a file of its own for the PDF. */
export type Letterhead = {
  logo?: { bytes: Uint8Array; type: 'svg' | 'png'; alt: string }
  lines: readonly string[]
  typst?: string
  word?: WordStyle
}

/** Styles and theme of a municipality's own Word file, as XML; a theme of '' is the product's. */
export type WordStyle = { styles: string; theme: string }

export type Paper = {
  id: string
  /** What sort of record it is, as the reader calls it: "Tjänsteskrivelse", "Uppföljningsrapport". */
  kind: string
  title: string
  subtitle?: string
  municipality: string
  board: string
  caseNumber?: string
  /** ISO, YYYY-MM-DD. It is also the date inside the files, so that they come out the same every time. */
  date: string
  author: string
  language: 'sv'
  /** #rrggbb; one too pale to read on white is replaced by the product's own. */
  accent: string
  /** Shown on the first page of papers about made-up units, so that nobody takes them for real. */
  invented?: string
  letterhead?: Letterhead
  blocks: readonly Block[]
}
