// shareable: what many cores may read at once, what not, and the words for it.
#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/reflect/shareable.hpp"

namespace shared {
enum class Level { low, high };
struct Limits {
    int most;
    std::vector<std::string> names;
};
struct Config {
    std::string host;
    Limits limits;
    std::map<std::string, std::optional<double>> weights;
    std::variant<int, std::string, Limits> either;
    std::array<Limits, 2> pair;
    std::shared_ptr<const Limits> shared;
    Level level;
};
struct Tree {
    int value;
    std::vector<Tree> children;
    std::unique_ptr<const Tree> next;
};
class Closed {
    int value_ = 0;

public:
    Closed() = default;
    int value() const { return value_; }
};
class Vouched {
    int value_ = 0;

public:
    static constexpr bool is_shareable = true;
    Vouched() = default;
    int value() const { return value_; }
};
class Foreign {
    int value_ = 0;

public:
    Foreign() = default;
    int value() const { return value_; }
};
struct Db {
    std::string path;
    std::vector<int>* cache;
};
struct App {
    Limits limits;
    std::vector<Db> databases;
    Db main;
};
struct Counting {
    mutable int hits;
};
struct Named {
    std::string_view name;
};
struct OwnsMutable {
    std::shared_ptr<Limits> limits;
};
struct Calls {
    std::function<int()> call;
    Vouched vouched;
};
}  // namespace shared

template <>
inline constexpr bool kaon::reflect::declared_shareable<shared::Foreign> = true;

namespace {
using kaon::reflect::shareable;
using kaon::reflect::shareable_mistake;

static_assert(shareable<int> && shareable<std::string> && shareable<shared::Level> && shareable<shared::Config>);
static_assert(shareable<shared::Tree> && shareable<shared::Vouched> && shareable<shared::Foreign>);
static_assert(shareable<std::set<std::string>> && shareable<std::unordered_map<int, std::vector<std::string>>>);
static_assert(shareable<std::tuple<int, std::string>> && shareable<std::pair<int, shared::Limits>>);
static_assert(shareable<std::atomic<int>> && shareable<std::unique_ptr<const shared::Limits>> &&
              shareable<int (*)(int)>);
static_assert(shareable<std::vector<bool>> && shareable<const shared::Limits>);

static_assert(!shareable<int*> && !shareable<const char*> && !shareable<std::string_view> &&
              !shareable<std::span<int>>);
static_assert(!shareable<std::function<void()>> && !shareable<std::mutex> && !shareable<shared::Closed>);
static_assert(!shareable<std::shared_ptr<shared::Limits>> && !shareable<std::unique_ptr<int>>);
static_assert(!shareable<std::vector<std::string_view>> && !shareable<std::tuple<int, int*>>);
static_assert(!shareable<std::map<std::string, shared::Closed>> && !shareable<std::optional<shared::Db>>);
static_assert(!shareable<shared::Counting>);

TEST(shareable, names_the_field_and_the_remedy) {
    EXPECT_EQ(shareable_mistake<shared::Db>().view(),
              "'shared::Db' is not shareable between cores: field 'cache' is 'std::vector<int>*'.\n"
              "  remedy: std::shared_ptr<const ...> for what is shared, a value for what is owned.");
    struct Case {
        kaon::Message message;
        std::string_view part;
    };
    const Case cases[] = {
        {shareable_mistake<shared::App>(), "field 'databases.cache' is 'std::vector<int>*'"},
        {shareable_mistake<shared::Counting>(), "field 'hits' is mutable ('int')"},
        {shareable_mistake<shared::Named>(),
         "field 'name' is 'std::string_view', which borrows.\n  remedy: own the text"},
        {shareable_mistake<shared::OwnsMutable>(), "Mutex<...>"},
        {shareable_mistake<shared::Calls>(),
         "field 'call' is 'std::function<int ()>', a class that cannot be looked into"},
        {shareable_mistake<shared::Closed>(), "it is a 'shared::Closed', a class that cannot be looked into"},
        {shareable_mistake<std::vector<int*>>(), "it holds a 'int*'"},
    };
    for (const Case& c : cases) EXPECT_NE(c.message.view().find(c.part), std::string_view::npos) << c.message.view();
    EXPECT_TRUE(shareable_mistake<shared::Config>().ok());
}
}  // namespace
