// JSON in and out: a plain struct is the format. Unknown shapes, missing fields and broken rules are answered for you.
// Run with: cmake --build build/release --target lesson_json && build/release/lessons/json
//
// $ curl -i localhost:3000/orders -H 'content-type: application/json' \
//     -d '{"customer":"ada","items":[{"sku":"pen","count":3,"cents":120},{"sku":"ink","cents":990}]}'
// HTTP/1.1 201 Created
// ...
// location: /orders/1
// ...
// {"id":1,"customer":"ada","total_cents":1350,"state":"open"}
// $ curl localhost:3000/orders -H 'content-type: application/json' -d '{"items":[{"sku":"pen","count":0,"cents":"1"}]}'
// {...,"status":422,...{"field":"items.0.cents",...{"field":"customer","message":"is missing"}]}
// $ curl localhost:3000/orders -d 'customer=ada'
// {...,"status":415,...}
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: json
struct Item {
    std::string sku;
    std::int32_t count = 1;
    std::int64_t cents = 0;

    static consteval auto describe() {
        return reflect::rules({
            {.field = "sku", .min_length = 1, .max_length = 32},
            {.field = "count", .presence = reflect::Presence::defaulted, .min = 1, .max = 1000},
            {.field = "cents", .min = 0, .max = 100'000'000},
        });
    }
};

struct NewOrder {
    std::string customer;
    std::vector<Item> items;
    std::optional<std::string> note;  // may be left out

    static consteval auto describe() {
        return reflect::rules({
            {.field = "customer", .min_length = 1, .max_length = 80},
            {.field = "items", .min_length = 1, .max_length = 100},
        });
    }
};

enum class OrderState { open, paid };

struct Order {
    std::int64_t id;
    std::string customer;
    std::int64_t total_cents;
    OrderState state;  // "open" in JSON
};

Task<Created<Order>> create_order(Json<NewOrder> order) {
    std::int64_t total = 0;
    for (const Item& item : order->items) total += item.count * item.cents;
    const Order made{.id = 1, .customer = order->customer, .total_cents = total, .state = OrderState::open};
    co_return Created{made, "/orders/{}", made.id};
}
// end

Router<> routes() { return Router{post<"/orders">(create_order)}; }

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "json"}); }
