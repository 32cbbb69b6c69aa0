-- Claims the recent messages up to a UID for one session. RFC 3501 2.3.2
-- KEYS: info, msg
-- ARGV: news, news, last UID
-- Answers OK and the first recent UID that was before
local box = open(KEYS[1])
if not box then
  return {'OK', '1'}
end
local claimed = math.min(tonumber(ARGV[3]), box.uidnext - 1) -- what is yet to come is not claimed
if claimed >= box.recent then
  local left = 0
  for uid = claimed + 1, box.uidnext - 1 do
    left = left + redis.call('HEXISTS', KEYS[2], int(uid))
  end
  redis.call('HSET', KEYS[1], 'recent', int(claimed + 1), 'recents', int(left))
end
return {'OK', int(box.recent)}
