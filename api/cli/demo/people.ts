import type { DemoPerson } from './types.ts'

interface Person extends Omit<DemoPerson, 'email' | 'joinedAt'> {
  /** What friends call them. */
  called: string
  /** When they came; see Calendar.read */
  joined: string
  /** When they write, in hours of the garden's clock; may pass midnight. */
  awake: [from: number, to: number][]
}

const person = (
  handle: string,
  displayName: string,
  rest: Partial<Person> & Pick<Person, 'called' | 'hue'>
): Person => ({
  handle,
  displayName,
  role: 'member',
  bio: '',
  pronouns: '',
  timezone: 'Europe/Berlin',
  links: [],
  joined: '60d 18:20',
  awake: [[8, 22]],
  ...rest
})

export const people: Person[] = [
  person('mina', 'Mina Okafor', {
    called: 'Mina',
    role: 'owner',
    hue: 9,
    pronouns: 'she/her',
    bio: 'Started this with four beds and a borrowed spade. Night nurse, soup person. If the gate is open, come in.',
    links: ['https://example.org/riverside'],
    joined: '60d 17:40',
    awake: [
      [7, 10],
      [13, 23]
    ]
  }),
  person('jonas', 'Jonas Feld', {
    called: 'Jonas',
    role: 'admin',
    hue: 0,
    pronouns: 'he/him',
    bio: 'Physics teacher, keeper of the rain gauge. Plots 4 and 5. Believes in mulch.',
    links: ['https://example.org/weather/riverside'],
    joined: '60d 17:52',
    awake: [
      [6, 8],
      [13, 22]
    ]
  }),
  person('priya', 'Priya N.', {
    called: 'Priya',
    role: 'moderator',
    hue: 6,
    pronouns: 'she/her',
    timezone: 'Europe/London',
    bio: 'Three hives, two jobs, one pair of good gloves. Ask me before you move anything that buzzes.',
    joined: '60d 18:10',
    awake: [
      [9, 14],
      [17, 23]
    ]
  }),
  person('luis', 'Luis Moreau', {
    called: 'Luis',
    role: 'treasurer',
    hue: 2,
    pronouns: 'il / he',
    timezone: 'Europe/Paris',
    bio: 'Runs the café by the lock and the garden’s books. Keep your receipts, please. Por favor. S’il vous plaît.',
    joined: '60d 18:15',
    awake: [
      [7, 11],
      [15, 22]
    ]
  }),
  person('carmen', 'Carmen Ibáñez Roldán', {
    called: 'Carmen',
    hue: 11,
    timezone: 'Europe/Madrid',
    bio: 'Cociné 38 años para otros, ahora cocino para vosotros. Parcela 2, tomates y opiniones.',
    awake: [
      [9, 14],
      [16, 24]
    ]
  }),
  person('yusuf', 'Yusuf Demir', {
    called: 'Yusuf',
    hue: 7,
    pronouns: 'he/him',
    bio: 'Joiner. Looks after the tool library. What comes back dirty goes out dirty, to you.',
    awake: [
      [6, 9],
      [12, 13],
      [17, 22]
    ]
  }),
  person('olena', 'Олена Шевчук', {
    called: 'Olena',
    hue: 4,
    pronouns: 'вона / she',
    timezone: 'Europe/Kyiv',
    bio: 'Plant pathologist. Yes, you may send me photos of your sick leaves. No, not at dinner.',
    links: ['https://example.org/leafspots'],
    awake: [[7, 21]]
  }),
  person('haruka', '森 春香 (Haruka)', {
    called: 'Haruka',
    hue: 10,
    pronouns: 'she/they',
    bio: 'Draws posters, grows shiso, waits for persimmons. 絵を描く人。',
    awake: [
      [10, 13],
      [15, 25]
    ]
  }),
  person('samir', 'سمير الخطيب', {
    called: 'Samir',
    hue: 1,
    pronouns: 'he/him',
    bio: 'خبّاز. Baker on Mill Street: up at three, asleep by nine. There is always bread left on Fridays.',
    awake: [
      [4, 8],
      [13, 20]
    ]
  }),
  person('amina', 'Amina Benali', {
    called: 'Amina',
    hue: 8,
    pronouns: 'elle / she',
    timezone: null,
    bio: 'training to be a teacher, number 7 on the pitch, plot 9 on the ground',
    awake: [
      [7, 9],
      [15, 24]
    ]
  }),
  person('bia', 'Maria Beatriz Yumi Tanaka do Nascimento Albuquerque Vasconcelos', {
    called: 'Bia',
    hue: 3,
    pronouns: 'ela / she',
    timezone: 'America/Sao_Paulo',
    bio: 'Moved back to São Paulo in spring and took the seed list with me. Guardiã das sementes, de longe.',
    links: ['https://example.org/seeds', 'https://example.org/bia'],
    awake: [[13, 27]]
  }),
  person('bohdan', 'Bohdan Kovalenko', {
    called: 'Bohdan',
    hue: 5,
    pronouns: 'he/him',
    bio: 'New here! From Winnipeg, via too many airports. Will dig for conversation.',
    joined: 'w-3 mon 17:02',
    awake: [
      [7, 9],
      [12, 14],
      [17, 24]
    ]
  })
]
