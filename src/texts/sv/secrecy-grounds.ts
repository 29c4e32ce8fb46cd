/** Help to find the right place in the law; never a verdict. */
export const groundHelp: readonly { chapter: string; section: string; about: string }[] = [
  { chapter: '19', section: '3', about: 'Upphandling: uppgifter om anbud innan tilldelning' },
  { chapter: '25', section: '1', about: 'Hälso- och sjukvård: enskildas hälsa och personliga förhållanden' },
  { chapter: '26', section: '1', about: 'Socialtjänst: enskildas personliga förhållanden' },
  { chapter: '31', section: '16', about: 'Affärs- och driftförhållanden hos den som har avtal med kommunen' },
  { chapter: '39', section: '2', about: 'Anställdas uppgifter i personaladministrativ verksamhet' },
  { chapter: '17', section: '1', about: 'Planläggning av inspektion, revision och annan granskning' },
]
