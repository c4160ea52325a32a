interface Room {
  slug: string
  topic: string
  visibility: 'public' | 'private'
  createdBy: string
  /** see Calendar.read */
  created: string
  /** handles; a leading ! makes a moderator of the room */
  members: string
  /** the owner of the community has not read the newest so many */
  ownerUnread: number
}

export const rooms: Room[] = [
  {
    slug: 'garden',
    topic: 'Plants, plots and the Saturday rota',
    visibility: 'public',
    createdBy: 'mina',
    created: '60d 17:44',
    members: '!priya jonas luis carmen yusuf olena haruka samir amina bia bohdan',
    ownerUnread: 0
  },
  {
    slug: 'tool-library',
    topic: 'Borrow it, bring it back, say when it breaks. Shed opens Wed 17–19 and Sat 10–13',
    visibility: 'public',
    createdBy: 'yusuf',
    created: '60d 19:10',
    members: 'mina jonas priya luis carmen olena haruka samir amina bohdan',
    ownerUnread: 5
  },
  {
    slug: 'harvest-fest',
    topic: 'One long table, everything we grew. List, lanterns, lost spoons',
    visibility: 'public',
    createdBy: 'priya',
    created: 'w-7 mon 18:01',
    members: '!haruka mina jonas luis carmen yusuf olena samir amina bia bohdan',
    ownerUnread: 3
  },
  {
    slug: 'kitchen',
    topic: 'Recipes, gluts, jars to give away',
    visibility: 'public',
    createdBy: 'carmen',
    created: '59d 11:20',
    members: '!samir mina jonas priya luis yusuf olena haruka amina bia bohdan',
    ownerUnread: 0
  },
  {
    slug: 'off-topic',
    topic: 'Football, buses, cats, the rest of life',
    visibility: 'public',
    createdBy: 'amina',
    created: '59d 20:05',
    members: 'mina jonas priya luis carmen yusuf olena haruka samir bia bohdan',
    ownerUnread: 9
  },
  {
    slug: 'committee',
    topic: 'Money, lease, insurance. What is said here stays here until the minutes are out',
    visibility: 'private',
    createdBy: 'mina',
    created: '60d 20:30',
    members: '!jonas priya luis olena',
    ownerUnread: 0
  }
]
