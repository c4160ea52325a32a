-- A large community, by the functions of the database itself: rows are made as fast as they can be stored.
-- sqlite.sql makes the same rows. Ids are UUIDv7 whose third group tells the table and whose last tells the number.

create temp table size as select cast(:messages as bigint) as messages, cast(:even as bigint) as even,
  cast(:each as bigint) as each, cast(:last as bigint) as last, cast(:people as bigint) as people,
  cast(:rooms as bigint) as rooms, cast(:many as bigint) as many, cast(:now as bigint) as now,
  cast(:later as bigint) as later;

create function pg_temp.made(kind text, n bigint) returns uuid language sql immutable as $$
  select (lpad(to_hex((1700000000000 + n) >> 16), 8, '0') || '-' || lpad(to_hex((1700000000000 + n) & 65535), 4, '0')
    || '-' || kind || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into users (id, email, role, status, "emailVerifiedAt", "admittedAt", "createdAt")
  select pg_temp.made('7000', n), 'person' || n || '@example.org', case n when 0 then 'owner' else 'member' end, 'active',
    1700000000000 + n, 1700000000000 + n, 1700000000000 + n
  from size, generate_series(0, people - 1) n;

insert into profiles (id, handle, "displayName", search, bio, pronouns, links, hue, "createdAt")
  select pg_temp.made('7000', n), 'person' || n, 'Person ' || n, ' person ' || n || ' person' || n, '', '', '[]', n % 12,
    1700000000000 + n
  from size, generate_series(0, people - 1) n;

insert into sessions (id, "userId", kind, stage, "createdAt", "lastSeenAt", "expiresAt", "confirmedAt")
  select pg_temp.made('7001', n), pg_temp.made('7000', n), 'web', 'full', now, now, later, now
  from size, generate_series(0, people - 1) n;

insert into rooms (id, slug, name, search, topic, visibility, "lastSeq", "lastRev", "createdAt")
  select pg_temp.made('7002', n), 'room-' || n, 'Room ' || n, ' room ' || n, 'What room ' || n || ' is about',
    case when n % 10 = 9 then 'private' else 'public' end, case n when 0 then last else each end,
    case n when 0 then last else each end, 1700000000000 + n
  from size, generate_series(0, rooms - 1) n;

-- everybody is in a few rooms, the first person in many, and a thousand people in the first room
insert into memberships (id, "roomId", "userId", role, "readSeq", notify, "createdAt")
  select pg_temp.made('7003', n), pg_temp.made('7002', case when n < many then n
      when n < many + people then (n - many) % rooms
      when n < many + 2 * people then ((n - many) * 7 + 1) % rooms
      when n < many + 3 * people then ((n - many) * 13 + 5) % rooms
      else 0 end),
    pg_temp.made('7000', case when n < many then 0 else (n - many) % people end),
    case when n < many then 'owner' else 'member' end, 0, 'all', 1700000000000 + n
  from size, generate_series(0, many + 3 * people + least(1000, people) - 1) n
  on conflict do nothing;

-- nine tenths are spread evenly, the rest is said in the first room
insert into messages (id, "roomId", "userId", seq, rev, kind, text, "createdAt")
  select pg_temp.made('7004', n), pg_temp.made('7002', case when n < even then n % rooms else 0 end),
    pg_temp.made('7000', (n * 31) % people), place, place, 'text',
    'Message number ' || n || ', about as long as what people say to each other in a room', 1700000000000 + n * 1000
  from size, generate_series(0, messages - 1) n,
    lateral (select case when n < even then n / rooms + 1 else n - even + each + 1 end as place) log;

analyze;
