-- Sets annotations, or removes those without a value; all or none.
-- KEYS: annotations; for those of a mailbox also info and log
-- ARGV: news, news, what to tell, entries at most, mailbox id or '', then entry, 1 or 0, value of each
-- Answers OK or TOOMANY
local removed, set, new = {}, {}, 0
for i = 6, #ARGV, 3 do
  local there = redis.call('HEXISTS', KEYS[1], ARGV[i])
  if ARGV[i + 1] == '1' then
    set[#set + 1] = ARGV[i]
    set[#set + 1] = ARGV[i + 2]
    new = new + 1 - there
  else
    removed[#removed + 1] = ARGV[i]
    new = new - there
  end
end
if new > 0 and redis.call('HLEN', KEYS[1]) + new > tonumber(ARGV[4]) then
  return {'TOOMANY'}
end
call('HDEL', KEYS[1], removed)
call('HSET', KEYS[1], set)
if ARGV[5] ~= '' then
  local box = open(KEYS[2])
  if box then
    skip(box)
    box.modseq = box.modseq + 1 -- RFC 7162 3.2
    note(box, '.', '0 ' .. int(box.modseq))
    close(box, nil, KEYS[3], ARGV[5])
  end
end
tell(ARGV[3])
return {'OK'}
