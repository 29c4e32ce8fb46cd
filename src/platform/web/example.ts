/** A body as an operation takes it, written down and never changed. */
export type Invented<Input> = Input extends readonly (infer Item)[]
  ? readonly Invented<Item>[]
  : Input extends object
    ? { readonly [Name in keyof Input]: Invented<Input[Name]> }
    : Input

/** Ids of the invented things in the examples of the API, so that the same thing has the same id in all of them. */
export const ids = {
  board: '0190a000-0000-7000-8000-000000000001',
  otherBoard: '0190a000-0000-7000-8000-000000000002',
  provider: '0190a000-0000-7000-8000-000000000003',
  unit: '0190a000-0000-7000-8000-000000000004',
  otherUnit: '0190a000-0000-7000-8000-000000000005',
  newUnit: '0190a000-0000-7000-8000-000000000006',
  serviceArea: '0190a000-0000-7000-8000-000000000007',
  person: '0190a000-0000-7000-8000-000000000008',
  otherPerson: '0190a000-0000-7000-8000-000000000009',
  role: '0190a000-0000-7000-8000-00000000000a',
  agreement: '0190a000-0000-7000-8000-00000000000b',
  otherAgreement: '0190a000-0000-7000-8000-00000000000c',
  catalogueVersion: '0190a000-0000-7000-8000-00000000000d',
  requirement: '0190a000-0000-7000-8000-00000000000e',
  otherRequirement: '0190a000-0000-7000-8000-00000000000f',
  matter: '0190a000-0000-7000-8000-000000000010',
  otherMatter: '0190a000-0000-7000-8000-000000000011',
  record: '0190a000-0000-7000-8000-000000000012',
  paper: '0190a000-0000-7000-8000-000000000013',
  meeting: '0190a000-0000-7000-8000-000000000014',
  item: '0190a000-0000-7000-8000-000000000015',
  otherItem: '0190a000-0000-7000-8000-000000000016',
  followUp: '0190a000-0000-7000-8000-000000000017',
  earlierFollowUp: '0190a000-0000-7000-8000-000000000018',
  row: '0190a000-0000-7000-8000-000000000019',
  visit: '0190a000-0000-7000-8000-00000000001a',
  finding: '0190a000-0000-7000-8000-00000000001b',
  earlierFinding: '0190a000-0000-7000-8000-00000000001c',
  action: '0190a000-0000-7000-8000-00000000001d',
  file: '0190a000-0000-7000-8000-00000000001e',
  submission: '0190a000-0000-7000-8000-00000000001f',
  plan: '0190a000-0000-7000-8000-000000000020',
  planItem: '0190a000-0000-7000-8000-000000000021',
  otherPlanItem: '0190a000-0000-7000-8000-000000000022',
  work: '0190a000-0000-7000-8000-000000000023',
  duty: '0190a000-0000-7000-8000-000000000024',
  point: '0190a000-0000-7000-8000-000000000025',
  register: '0190a000-0000-7000-8000-000000000026',
  entry: '0190a000-0000-7000-8000-000000000027',
} as const

/** A small file in base64: "Påhittat exempel" as UTF-8. */
export const exampleFile = { name: 'exempel.txt', contentBase64: 'UMOlaGl0dGF0IGV4ZW1wZWw=' } as const

/** What stands where only the SHA-256 of something is sent. */
export const exampleHash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
