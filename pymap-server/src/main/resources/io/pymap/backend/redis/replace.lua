-- Adds a message to a mailbox and removes another one, of the same user, maybe from the same mailbox.
-- KEYS: account, then info, msg, log of the source, info, msg, log, keywords of the target, threads, threads-before,
--       old content, new content
-- ARGV: news, news, source id, target id, now, grace, old UID, flags, date, zone, size, content, fresh thread id,
--       thread keys...
-- Answers OK, UID, mod-sequence, flags, thread id; or GONE, NOTFOUND, NOCONTENT, NOUIDS, KEYWORDS, OVERQUOTA
local account = KEYS[1]
local source = open(KEYS[2])
local target = KEYS[2] == KEYS[5] and source or open(KEYS[5])
if not target then
  return {'GONE'}
end
local record = source and redis.call('HGET', KEYS[3], ARGV[7])
if not record then
  return {'NOTFOUND'}
end
if redis.call('HEXISTS', KEYS[12], 'octets') == 0 then
  return {'NOCONTENT'}
end
local old, size = parse(record), tonumber(ARGV[11])
local known = keywords(KEYS[8])
local flags = known:spell(ARGV[8])
skip(source)
if target ~= source then
  skip(target)
end
if target.uidnext > LAST_UID then
  return {'NOUIDS'}
end
if not known:fits() then
  return {'KEYWORDS'}
end
-- RFC 8508 3.4: what the old one takes up is free again.
local refused = not target.gone and over(account, source.gone and size or size - old.size, source.gone and 1 or 0)
if refused then
  return refused
end

take(source, KEYS[3], ARGV[7], old)
hold(KEYS[12])
release(KEYS[11], ARGV[6])
local id = thread(KEYS[9], KEYS[10], {unpack(ARGV, 14)}, ARGV[13])
local static = table.concat({ARGV[9], ARGV[10], ARGV[5], ARGV[11], id, ARGV[12]}, ' ')
local uid = add(target, KEYS[6], flags, static, size)
known:write()
close(target, account, KEYS[7], ARGV[4])
if target ~= source then
  close(source, account, KEYS[4], ARGV[3])
end
return {'OK', int(uid), int(target.modseq), flags, id}
