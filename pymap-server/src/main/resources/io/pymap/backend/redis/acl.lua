-- Gives somebody rights, or takes them. RFC 4314
-- KEYS: acl
-- ARGV: news, news, identifier, REPLACE | ADD | REMOVE, rights, identifiers at most
-- Answers OK or TOOMANY
local before = redis.call('HGET', KEYS[1], ARGV[3])
local after = ARGV[4] == 'REPLACE' and '' or before or ''
for right in string.gmatch(ARGV[5], '%a') do
  after = string.gsub(after, right, '')
  if ARGV[4] ~= 'REMOVE' then
    after = after .. right
  end
end
if after == '' then
  redis.call('HDEL', KEYS[1], ARGV[3])
else
  if not before and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[6]) then
    return {'TOOMANY'}
  end
  redis.call('HSET', KEYS[1], ARGV[3], after)
end
tell('-')
return {'OK'}
