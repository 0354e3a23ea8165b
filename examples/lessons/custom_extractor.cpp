// Validation by a custom extractor: what a handler takes is checked before it runs, also against what the server knows.
// Run with: cmake --build build/release --target lesson_custom_extractor && build/release/lessons/custom_extractor
//
// $ curl localhost:3000/bookings -H 'authorization: Bearer k-ada' -H 'content-type: application/json' \
//     -d '{"room":"blue","from":"2026-05-01","to":"2026-05-03"}'
// ada has blue from 2026-05-01 to 2026-05-03
// $ curl -i localhost:3000/bookings -H 'content-type: application/json' -d '{}'
// HTTP/1.1 401 Unauthorized
// ...
// $ curl localhost:3000/bookings -H 'authorization: Bearer k-ada' -H 'content-type: application/json' \
//     -d '{"room":"blue","from":"2026-05-03","to":"2026-05-01"}'
// {...,"status":422,...{"field":"to","message":"must be after 'from'"}]}
// $ curl localhost:3000/bookings -H 'authorization: Bearer k-ada' -H 'content-type: application/json' \
//     -d '{"room":"blue","from":"1st of May","to":"2026-05-01"}'
// {...,"status":422,...{"field":"from","message":"must be a date such as 2026-05-01"}]}
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// A type of one's own that reads and writes itself works in paths, queries, forms, JSON and settings.
// snippet: text
class Date {
public:
    static Result<Date> from_text(std::string_view text) {
        const auto wrong = [&](std::size_t i) {
            return i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9';
        };
        bool fits = text.size() == 10;
        for (std::size_t i = 0; fits && i < text.size(); ++i) fits = !wrong(i);
        if (!fits) return Error(Errc::unprocessable, "must be a date such as 2026-05-01");
        return Date(std::string(text));
    }
    const std::string& to_text() const { return text_; }
    auto operator<=>(const Date&) const = default;

    Date() = default;

private:
    explicit Date(std::string text) : text_(std::move(text)) {}
    std::string text_;
};
// end

// Who asks: found in a state by a header. A handler that takes it cannot be called without.
// snippet: state
struct Keys {
    std::map<std::string, std::string> owner_of;
};

struct Caller {
    std::string name;

    using needs = Needs<Keys>;
    static Result<Caller> from_request(Request& request) {
        constexpr std::string_view scheme = "Bearer ";
        const std::string_view header = request.header("authorization").value_or("");
        if (!header.starts_with(scheme)) return Error(Errc::unauthenticated, "a bearer token is needed");
        const auto& owners = request.state<Keys>()->owner_of;
        const auto found = owners.find(std::string(header.substr(scheme.size())));
        if (found == owners.end()) return Error(Errc::unauthenticated, "the token is not known");
        return Caller{found->second};
    }
};
// end

// JSON, and a rule that concerns two of its fields.
// snippet: body
struct Booking {
    std::string room;
    Date from, to;

    static constexpr bool reads_body = true;
    static Result<Booking> from_request(Request& request) {
        Result<Json<Booking>> body = extract<Json<Booking>>(request);
        if (!body) return std::move(body).error();
        Booking& booking = **body;
        if (booking.to <= booking.from)
            return Error(Errc::unprocessable, "the dates do not fit").with_field("to", "must be after 'from'");
        return std::move(booking);
    }
};
// end

Task<std::string> book(Caller caller, Booking booking) {
    co_return caller.name + " has " + booking.room + " from " + booking.from.to_text() + " to " + booking.to.to_text();
}

Router<Keys> routes() { return Router{post<"/bookings">(book)}; }

Task<Service> start() { co_return co_await routes().with(Keys{{{"k-ada", "ada"}}}).build(); }

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start, {.name = "custom_extractor", .routes = routes});
}
