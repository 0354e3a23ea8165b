// 10,000 random graphs against a model that recomputes everything, with a count of who ran and why.
#include <deque>
#include <optional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/signal.hpp"

namespace {

using namespace kaon;

// Signals at the bottom, then levels of memos and effects that read what is below; a level is an owner and the next
// level is its child, so that disposing of one takes everything above along.
class World {
public:
    World(unsigned seed, bool writers) : random_(seed), writers_(writers) {
        root_.with([&] {
            for (int i = 0; i < 4; ++i) add_signal();
        });
        add_levels();
    }

    void steps() {
        for (int step = 0; step < 8; ++step) {
            new_round();
            const int writes = pick(4);
            for (int i = 0; i < writes; ++i) {
                Item& item = items_[pick(inputs_)];
                ++item.changes;
                item.signal->set(pick(3));
            }
            if (pick(3) == 0) read_something();
            if (pick(5) == 0) cut_level();
            graph::flush();
            check();
        }
    }

private:
    struct Item {
        std::optional<Signal<int>> signal;
        std::optional<Memo<int>> memo;
        int reads[3] = {-1, -1, -1};  // the first decides which of the others is read
        int writes = -1;              // the signal that this effect writes
        int value = -1;               // of a memo, or as the effect saw it, at its last run
        int changes = 0;
        int runs = 0;  // in this round
        std::vector<std::pair<int, int>> seen;
        bool has_run = false;
    };

    int pick(int below) { return below <= 0 ? 0 : static_cast<int>(random_() % static_cast<unsigned>(below)); }

    void add_signal() {
        items_.emplace_back().signal.emplace(0);
        inputs_ = std::max<int>(inputs_, static_cast<int>(items_.size()));
    }

    void add_levels() {
        while (levels_.size() < 4) {
            Owner& level = levels_.emplace_back(levels_.empty() ? &root_ : &levels_.back().owner, items_.size()).owner;
            level.with([&] {
                const int below = static_cast<int>(items_.size());
                const int count = 1 + pick(6);
                for (int i = 0; i < count; ++i) add_computation(below);
            });
        }
    }

    void add_computation(int below) {
        const int self = static_cast<int>(items_.size());
        Item& item = items_.emplace_back();
        for (int& read : item.reads) read = pick(self);
        // Effects have no value, so nobody reads them.
        for (int& read : item.reads) {
            while (!items_[read].signal && !items_[read].memo) read = pick(std::max(below, 4)) % 4;
        }
        const int kind = pick(writers_ ? 5 : 4);
        if (kind < 3) return void(item.memo.emplace([this, self] { return run(self); }));
        if (kind == 4) {
            // The signal stands above what the effect reads, so that there is no circle.
            item.writes = self + 1;
            items_.emplace_back().signal.emplace(0);
        }
        effect([this, self] {
            Item& me = items_[self];
            me.value = run(self);
            if (me.writes >= 0) {
                ++items_[me.writes].changes;
                items_[me.writes].signal->set(me.value);
            }
        });
    }

    int read(int self, int source) {
        Item& item = items_[source];
        const int value = item.signal ? (*item.signal)() : (*item.memo)();
        items_[self].seen.emplace_back(source, item.changes);
        return value;
    }

    int run(int self) {
        Item& item = items_[self];
        ++item.runs;
        if (!writers_) EXPECT_EQ(item.runs, 1) << "ran twice in one flush";
        bool reason = !item.has_run;
        for (const auto& [source, changes] : item.seen) reason = reason || items_[source].changes != changes;
        EXPECT_TRUE(reason) << "ran although nothing that it read has changed";
        item.seen.clear();
        item.has_run = true;
        const int first = read(self, item.reads[0]);
        const int result = (first * 5 + read(self, item.reads[first % 2 ? 1 : 2]) + self) % 3;
        if (item.memo && item.value != result) ++item.changes;
        return item.value = result;
    }

    // What a node must be, from the signals alone.
    int model(int index, std::vector<int>& known) {
        if (known[index] >= 0) return known[index];
        const Item& item = items_[index];
        if (item.signal) return known[index] = item.signal->peek();
        const int first = model(item.reads[0], known);
        return known[index] = (first * 5 + model(item.reads[first % 2 ? 1 : 2], known) + index) % 3;
    }

    void check() {
        std::vector<int> known(items_.size(), -1);
        for (int i = 0; i < static_cast<int>(items_.size()); ++i) {
            Item& item = items_[i];
            if (item.memo) ASSERT_EQ(item.memo->peek(), model(i, known)) << "memo " << i;
            else if (!item.signal) ASSERT_EQ(item.value, model(i, known)) << "effect " << i;
            if (item.writes >= 0) ASSERT_EQ(items_[item.writes].signal->peek(), item.value);
        }
        ASSERT_FALSE(graph::pending());
    }

    void new_round() {
        for (Item& item : items_) item.runs = 0;
    }

    // Pulls a memo before the flush does.
    void read_something() {
        Item& item = items_[pick(static_cast<int>(items_.size()))];
        if (!item.memo) return;
        std::vector<int> known(items_.size(), -1);
        EXPECT_EQ(item.memo->peek(), model(static_cast<int>(&item - &items_[0]), known));
    }

    // Disposes of a level and all above it, then builds others.
    void cut_level() {
        const int at = pick(4);
        const std::size_t first = levels_[static_cast<std::size_t>(at)].first_item;
        levels_[static_cast<std::size_t>(at)].owner.dispose();
        while (levels_.size() > static_cast<std::size_t>(at)) levels_.pop_back();
        items_.resize(first);
        add_levels();
    }

    struct Level {
        Level(Owner* parent, std::size_t first) : owner(parent), first_item(first) {}
        Owner owner;
        std::size_t first_item;
    };
    struct Items : std::vector<Item> {  // indexed by int
        Item& operator[](int i) { return std::vector<Item>::operator[](static_cast<std::size_t>(i)); }
    };

    std::minstd_rand random_;
    bool writers_;
    int inputs_ = 0;
    Items items_;
    Owner root_;
    std::deque<Level> levels_;
};

TEST(graph_property, ten_thousand_random_graphs_agree_with_recomputing_everything) {
    for (unsigned seed = 1; seed <= 10'000 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        World(seed, false).steps();
    }
}

TEST(graph_property, graphs_whose_effects_write_settle_in_the_same_flush) {
    for (unsigned seed = 1; seed <= 3'000 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        World(seed, true).steps();
    }
}

}  // namespace
