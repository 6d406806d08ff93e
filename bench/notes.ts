/** What figures of a section mean, where a ratio alone may be misread; printed under the table. */
export const NOTES: Readonly<Record<string, string>> = {
  hostile: [
    'what one sender at full speed does to an honest account that sends 500 orders a second; medians of the rounds in which',
    'nobody, the attack on the venue and the same bytes to a sink take turns, so that all three have the same load beside them.',
    'The sender has a processor of its own either way: the ratio to the sink is what the venue adds, and at most 1.5 is asked.',
    '*receipts*: 4,096 unsigned receipts a frame. They are charged 32 units each, so an account is refused after 250 of them, and',
    'ended when it goes on; what is left is to connect again and be refused. *refused*: cancels of nothing, `getOutcome`, disputes,',
    'charged the same way; *refused-16*: the same over all sixteen sessions an account may have. *sockets*: connections that say',
    'nothing; what they cost is the handshake, and the oldest makes room.',
    '*json*: the longest message the transport takes, before a logon. It is received and unmasked before the venue can say no, which',
    'took an honest p99 to 1.9 times the sink at 105 a second; since then what strangers send counts as openings of their place,',
    'and their connections are fewer.',
  ].join('\n'),
};
