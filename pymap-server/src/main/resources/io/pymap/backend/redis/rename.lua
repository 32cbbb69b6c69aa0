-- Gives mailboxes other names.
-- KEYS: account, mailboxes
-- ARGV: news, news, the version of the names that the caller has seen, then old name, new name of each
-- Answers OK or CHANGED
if (redis.call('HGET', KEYS[1], 'names') or '') ~= ARGV[3] then
  return {'CHANGED'}
end
local moved = {}
for i = 4, #ARGV, 2 do
  moved[#moved + 1] = ARGV[i + 1]
  moved[#moved + 1] = redis.call('HGET', KEYS[2], ARGV[i])
end
for i = 4, #ARGV, 2 do
  redis.call('HDEL', KEYS[2], ARGV[i])
end
call('HSET', KEYS[2], moved)
redis.call('HINCRBY', KEYS[1], 'names', 1)
tell('-')
return {'OK'}
