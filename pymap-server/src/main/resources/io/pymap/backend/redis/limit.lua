-- Sets the limits of a user's mail, in place of all that there were.
-- KEYS: account
-- ARGV: resource, limit of each
redis.call('HDEL', KEYS[1], 'limit-storage', 'limit-message', 'limit-mailbox')
for i = 1, #ARGV, 2 do
  redis.call('HSET', KEYS[1], 'limit-' .. ARGV[i], ARGV[i + 1])
end
return {'OK'}
