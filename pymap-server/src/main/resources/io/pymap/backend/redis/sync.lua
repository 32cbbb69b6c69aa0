-- What has happened since a mod-sequence, at one moment.
-- KEYS: info, log
-- ARGV: mod-sequence, log entries at most
-- Answers OK, uidnext, recent, modseq, messages, unseen, deleted, size, deletedsize, recents, log entries; or GONE
local answer = redis.call('HMGET', KEYS[1],
  'uidnext', 'recent', 'modseq', 'messages', 'unseen', 'deleted', 'size', 'deletedsize', 'recents')
if not answer[1] then
  return {'GONE'}
end
table.insert(answer, 1, 'OK')
if ARGV[1] ~= answer[4] then
  answer[11] = redis.call('XRANGE', KEYS[2], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])
else
  answer[11] = {}
end
return answer
