# What a request may cost in user instructions, as a check that noise cannot disturb: ends with 1 above a limit. The
# limits are a few percent above what was counted when they were set, without link-time optimisation: whoever gains
# something lowers them.
import sys

import instructions
import peers
import report
from scenario import PIPELINED, PLAIN_TEXT, USERS

LIMITS = {
    ("Kaon", PLAIN_TEXT): 2_550,
    ("Kaon", PIPELINED): 2_000,
    ("Kaon", USERS): 3_850,
    ("Kaon with layers", PLAIN_TEXT): 6_400,
}


def run():
    if instructions.missing():
        sys.exit(instructions.missing())
    servers = {peer.name: peer for peer in (peers.raw_epoll(), peers.kaon(), peers.kaon_with_layers())}
    rows, over = [], False
    for (name, scenario), most in LIMITS.items():
        limit = instructions.per_request(servers["raw epoll"], scenario)
        count = instructions.per_request(servers[name], scenario)
        over |= count > most
        rows.append([name, scenario.title, f"{limit:,.0f}", f"{count:,.0f}", f"{most:,}",
                     "**fail**" if count > most else "pass"])
    print(report.table(["server", "scenario", "raw epoll", "instructions/request", "at most", "verdict"], rows))
    sys.exit(over)
