// Mutex and RwLock under real threads; run under TSan too.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/base/atomic.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/base/threads_test.hpp"

using kaon::Atomic, kaon::Mutex, kaon::RwLock, kaon::on_threads;

TEST(mutex, protects_what_it_owns) {
    const Mutex<std::vector<int>> list;  // const: as State<...> hands it out
    on_threads(4, [&](int id) {
        for (int i = 0; i < 5000; ++i) list.lock()->push_back(id);
    });
    EXPECT_EQ(list.with([](auto& numbers) { return numbers.size(); }), 20'000u);
    EXPECT_EQ(sizeof(Mutex<int>), 8u);
}

TEST(mutex, with_gives_what_the_function_gives) {
    Mutex<std::string> text(std::string("abc"));
    EXPECT_EQ(text.with([](std::string& s) { return s += "d"; }), "abcd");
    std::string& inside = text.with([](std::string& s) -> std::string& { return s; });
    EXPECT_EQ(inside, "abcd");
}

TEST(mutex, try_with_does_not_wait) {
    Mutex<int> number(1);
    number.with([&](int&) { std::thread([&] { EXPECT_FALSE(number.try_with([](int&) { FAIL(); })); }).join(); });
    EXPECT_TRUE(number.try_with([](int& n) { ++n; }));
    EXPECT_EQ(*number.lock(), 2);
}

TEST(mutex, is_unlocked_when_the_function_throws) {
    Mutex<int> number;
    EXPECT_THROW(number.with([](int&) { throw 1; }), int);
    EXPECT_TRUE(number.try_with([](int&) {}));
}

TEST(rw_lock, readers_never_see_half_a_write) {
    struct Pair {
        long a = 0, b = 0;
    };
    const RwLock<Pair> pair;
    on_threads(4, [&](int id) {
        for (int i = 0; i < 3000; ++i) {
            if (id == 0)
                pair.with_write([](Pair& p) {
                    ++p.a;
                    ++p.b;
                });
            const auto guard = pair.read();
            ASSERT_EQ(guard->a, guard->b);
        }
    });
    EXPECT_EQ(pair.write()->a, 3000);
    EXPECT_EQ(pair.with_read([](const Pair& p) { return p.a + p.b; }), 6000);
}

TEST(rw_lock, lets_many_read_at_once) {
    const RwLock<int> number(7);
    Atomic<int> inside(0);
    on_threads(3, [&](int) {
        const auto guard = number.read();
        inside.add(1);
        while (inside.load() < 3) std::this_thread::yield();  // ends only when all three are inside together
    });
    EXPECT_EQ(inside.load(), 3);
}
