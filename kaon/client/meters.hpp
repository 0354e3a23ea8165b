// client::Meters: what a client counts, over all of its handles and cores.
//
//   const client::Meters& meters = api.meters();
//   meters.duration.read().quantile(0.99);            // seconds until an answer's head
//   meters.connections.read();                        // open now, in use or kept for the next request
//   if (meters.waiting.read() > 100) ...              // requests that have no connection yet
//
// Nobody registers: whoever shows an application's numbers reads them, as those of a Sentinel. A client that a function
// answers (Client::answered_by) has no connections, and counts the rest. Threads: read from any. Lifetime: the
// client's.
#pragma once

#include "kaon/telemetry/meter.hpp"

namespace kaon::inline v0::client {

// How many there are now: a number that goes up and down.
class Gauge {
public:
    static constexpr bool is_shareable = true;

    void up() const { ups_.add(); }
    void down() const { downs_.add(); }
    // Cores count by themselves, so that a number that is read meanwhile may be off by those that change.
    std::uint64_t read() const {
        const std::uint64_t downs = downs_.read(), ups = ups_.read();
        return ups > downs ? ups - downs : 0;
    }

private:
    telemetry::Counter ups_;
    telemetry::Counter downs_;
};

struct Meters {
    static constexpr bool is_shareable = true;

    telemetry::Counter requests;  // that were sent by their last word, whatever redirects and repeats made of them
    telemetry::Counter unanswered;  // of them: those that ended with an error of ours, or were cancelled
    telemetry::Histogram duration;  // of those that were answered, from the last word to the head of the answer
    telemetry::Counter redirects;  // that were followed
    telemetry::Counter repeats;
    telemetry::Histogram connecting;  // of each new connection: its name, TCP, TLS; its count is how many there were
    Gauge connections;  // open
    Gauge waiting;  // exchanges that have no connection: it is being made, or all are in use
    Gauge in_use;  // exchanges that are on a connection, until the answer has come
};

}  // namespace kaon::inline v0::client
