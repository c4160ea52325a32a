-- A large community, by the functions of the database itself; postgres.sql makes the same rows and says what they are.

pragma synchronous = off;

pragma foreign_keys = off;

pragma cache_size = -400000;

create temp table size as select :messages as messages, :even as even, :each as each, :last as last, :people as people,
  :rooms as rooms, :many as many, :now as now, :later as later;

create temp table numbers as
  with recursive counted (n) as (select 0 union all
    select n + 1 from counted, size where n + 1 < max(messages, many + 3 * people + min(1000, people)))
  select n, printf('%08x-%04x-', (1700000000000 + n) >> 16, (1700000000000 + n) & 65535) as time,
    printf('-8000-%012x', n) as tail
  from counted;

create temp table places as select n, time || '7002' || tail as id from numbers, size where n < rooms;

create unique index temp.places_by_n on places (n);

create temp table authors as select n, time || '7000' || tail as id from numbers, size where n < people;

create unique index temp.authors_by_n on authors (n);

begin immediate;

insert into users (id, email, role, status, emailVerifiedAt, admittedAt, createdAt)
  select id, 'person' || n || '@example.org', case n when 0 then 'owner' else 'member' end, 'active',
    1700000000000 + n, 1700000000000 + n, 1700000000000 + n
  from authors;

insert into profiles (id, handle, displayName, search, bio, pronouns, links, hue, createdAt)
  select id, 'person' || n, 'Person ' || n, ' person ' || n || ' person' || n, '', '', '[]', n % 12, 1700000000000 + n
  from authors;

insert into sessions (id, userId, kind, stage, createdAt, lastSeenAt, expiresAt, confirmedAt)
  select time || '7001' || tail, time || '7000' || tail, 'web', 'full', now, now, later, now
  from numbers, size where n < people;

insert into rooms (id, slug, name, search, topic, visibility, lastSeq, lastRev, createdAt)
  select id, 'room-' || n, 'Room ' || n, ' room ' || n, 'What room ' || n || ' is about',
    case when n % 10 = 9 then 'private' else 'public' end, case n when 0 then last else each end,
    case n when 0 then last else each end, 1700000000000 + n
  from places, size;

insert or ignore into memberships (id, roomId, userId, role, readSeq, notify, createdAt)
  select time || '7003' || tail,
    (select id from places where places.n = case when numbers.n < many then numbers.n
      when numbers.n < many + people then (numbers.n - many) % rooms
      when numbers.n < many + 2 * people then ((numbers.n - many) * 7 + 1) % rooms
      when numbers.n < many + 3 * people then ((numbers.n - many) * 13 + 5) % rooms
      else 0 end),
    (select id from authors where authors.n = case when numbers.n < many then 0 else (numbers.n - many) % people end),
    case when n < many then 'owner' else 'member' end, 0, 'all', 1700000000000 + n
  from numbers, size where n < many + 3 * people + min(1000, people);

insert into messages (id, roomId, userId, seq, rev, kind, text, createdAt)
  select time || '7004' || tail,
    (select id from places where places.n = case when numbers.n < even then numbers.n % rooms else 0 end),
    (select id from authors where authors.n = (numbers.n * 31) % people),
    case when n < even then n / rooms + 1 else n - even + each + 1 end,
    case when n < even then n / rooms + 1 else n - even + each + 1 end,
    'text', 'Message number ' || n || ', about as long as what people say to each other in a room', 1700000000000 + n * 1000
  from numbers, size where n < messages;

commit;

analyze;
