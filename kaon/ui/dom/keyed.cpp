// Reconciliation of a keyed list: what is left at both ends stays, what is new is made, what is gone ends, and of the
// rest only those move that are not part of a longest increasing subsequence.
#include "kaon/ui/keyed.hpp"

#include <cstring>
#include <utility>

#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/region.hpp"

namespace kaon::inline v0::dom {

namespace {

using Index = std::uint32_t;
constexpr Index none = 0xFFFFFFFF;
constexpr Index stays = 0xFFFFFFFE;  // in place of the old index of a row that is not moved

// Rows by their keys: a table with linear probing.
class KeyTable {
public:
    explicit KeyTable(Index count) {
        while (mask_ < count * 2) mask_ = mask_ * 2 + 1;
        std::memset(slots_.extend(mask_ + 1), 0xFF, (mask_ + 1) * sizeof none);
    }
    ~KeyTable() { slots_.release(); }
    KeyTable(const KeyTable&) = delete;
    KeyTable& operator=(const KeyTable&) = delete;

    // The first row with this key that `rows` still has; none: there is no such.
    Index find(const Stack<Row>& rows, std::uint64_t key) const {
        Index at = first(key);
        for (; slots_[at] != none; at = (at + 1) & mask_) {
            const Row& row = rows[slots_[at]];
            if (row.key == key && row.instance) break;
        }
        return slots_[at];
    }
    void add(std::uint64_t key, Index row) {
        Index at = first(key);
        while (slots_[at] != none) at = (at + 1) & mask_;
        slots_[at] = row;
    }

private:
    Index first(std::uint64_t key) const { return static_cast<Index>((key * 0x9E3779B97F4A7C15u) >> 32) & mask_; }

    Stack<Index> slots_;
    Index mask_ = 15;
};

void report_duplicates(const Stack<Row>& rows) {
    KeyTable table(rows.size());
    for (Index i = 0; i < rows.size(); ++i) {
        if (table.find(rows, rows[i].key) != none)
            return buffer().put_text(Op::log, 1, "each(): two rows have the same key");
        table.add(rows[i].key, i);
    }
}

class Reconciliation {
public:
    Reconciliation(Region& region, const ui::Rows& rows)
        : region_(region), rows_(rows), old_(region.rows), old_end_(region.rows.size()),
          end_(static_cast<Index>(rows.size)) {
        rows.keys(keys_.extend(end_));
    }
    ~Reconciliation() {
        if constexpr (has_exceptions) give_up_unless_done();
        keys_.release();
        source_.release();
    }
    Reconciliation(const Reconciliation&) = delete;
    Reconciliation& operator=(const Reconciliation&) = delete;

    void run() {
        while (begin_ < end_ && begin_ < old_end_ && old_[begin_].key == key(begin_)) ++begin_;
        while (end_ > begin_ && old_end_ > begin_ && old_[old_end_ - 1].key == key(end_ - 1)) --end_, --old_end_;
        if (begin_ == old_end_ && begin_ == end_) return;
        if (exchange()) return;
        const Index found = match();
        if (found) mark_staying();
        drop_gone(found);
        place(found);
        if (new_keys_not_rising_) report_duplicates(old_);
    }

private:
    std::uint64_t key(Index i) const { return keys_[i]; }

    // The node that stands at or after a row.
    std::uint32_t node_from(const Stack<Row>& rows, Index i) const {
        const std::uint32_t handle = first_node(rows, i);
        return handle ? handle : region_.place.before;
    }

    // Two rows have changed places, and nothing else has: the order of 1,000 rows in between need not be found out.
    bool exchange() {
        const Index last = end_ - 1;
        if (end_ != old_end_ || last <= begin_) return false;
        for (Index i = begin_; i <= last; ++i) {
            const Index expected = i == begin_ ? last : i == last ? begin_ : i;
            if (old_[i].key != key(expected)) return false;
        }
        const std::uint32_t after_first = node_from(old_, begin_ + 1), after_last = node_from(old_, last + 1);
        old_[begin_].instance->move(after_last);
        if (last != begin_ + 1) old_[last].instance->move(after_first);
        std::swap(old_[begin_], old_[last]);
        return true;
    }

    // Takes what stays from the old rows: where it was is source_[i - begin_], none for a new key. Gives how many.
    Index match() {
        KeyTable table(old_end_ - begin_);
        for (Index i = begin_; i < old_end_; ++i) table.add(old_[i].key, i);
        const auto size = static_cast<Index>(rows_.size);
        fresh_.extend(size);
        source_.extend(end_ - begin_);
        Index found = 0;
        for (Index i = 0; i < size; ++i) {
            Row& row = fresh_[i];
            if (i < begin_ || i >= end_) {
                row = old_[i < begin_ ? i : i - end_ + old_end_];
                continue;
            }
            row = {key(i), nullptr};
            const Index from = source_[i - begin_] = table.find(old_, row.key);
            if (from == none) continue;
            row.instance = std::exchange(old_[from].instance, nullptr);
            ++found;
        }
        return found;
    }

    // Marks the rows that stay where they are. https://en.wikipedia.org/wiki/Longest_increasing_subsequence
    void mark_staying() {
        const Index count = source_.size();
        Stack<Index> both;
        Index* const tails = both.extend(count * 2);
        Index* const before = tails + count;
        Index length = 0;
        for (Index i = 0; i < count; ++i) {
            if (source_[i] == none) continue;
            Index low = 0, high = length;
            while (low < high) {
                const Index middle = (low + high) / 2;
                if (source_[tails[middle]] < source_[i]) low = middle + 1;
                else high = middle;
            }
            before[i] = low ? tails[low - 1] : none;
            tails[low] = i;
            if (low == length) ++length;
        }
        for (Index i = tails[length - 1]; i != none; i = before[i]) source_[i] = stays;
        both.release();
    }

    void drop_gone(Index found) {
        if (!found && begin_ == 0 && old_end_ == old_.size()) return region_.clear();
        for (Index i = begin_; i < old_end_; ++i) {
            Instance* const gone = old_[i].instance;
            if (!gone) continue;
            gone->remove();
            gone->close();
        }
    }

    // From the end, each row before the one after it, so that its place is known. Without old rows among them in the
    // natural order: all go before the same node.
    void place(Index found) {
        std::uint32_t before = node_from(fresh_, end_);
        for (Index n = begin_; n != end_; ++n) {
            const Index i = found ? begin_ + end_ - 1 - n : n;
            Row& row = fresh_[i];
            if (buffer().is_large()) buffer().flush();
            if (!row.instance) make(row, i, before);
            else if (source_[i - begin_] != stays) row.instance->move(before);
            if (!found) continue;
            if (const std::uint32_t handle = row.instance->first()) before = handle;
        }
        old_.release();
        old_ = fresh_;
    }

    void make(Row& row, Index i, std::uint32_t before) {
        if (row.key > region_.highest_key) region_.highest_key = row.key;
        else if (region_.highest_key || i) new_keys_not_rising_ = true;
        row.instance = Instance::open();
        Place place = region_.place;
        place.before = before;
        const Owner::Scope scope(row.instance->owner);
        row.instance->show(rows_.view(i), place);
    }

    // A row could not be made: the list is empty until the next change.
    void give_up_unless_done() {
        if (!fresh_.size() || fresh_.data() == old_.data()) return;
        for (Index i = 0; i < fresh_.size(); ++i) {
            if (!fresh_[i].instance) continue;
            fresh_[i].instance->remove();
            fresh_[i].instance->close();
        }
        fresh_.release();
        old_.release();
    }

    Region& region_;
    const ui::Rows& rows_;
    Stack<Row>& old_;
    Stack<std::uint64_t> keys_;
    Stack<Row> fresh_;
    Index begin_ = 0, old_end_, end_;
    Stack<Index> source_;
    bool new_keys_not_rising_ = false;
};

}  // namespace

static bool list(graph::Node& node) {
    auto& region = static_cast<Region&>(node);
    const Owner::Scope scope(region.in->owner);
    struct Sink : ui::RowSink {
        Region* region;
    } sink;
    sink.region = &region;
    sink.put = [](ui::RowSink& self, const ui::Rows& rows) {
        Reconciliation(*static_cast<Sink&>(self).region, rows).run();
    };
    region.binding->call(static_cast<ui::RowSink*>(&sink));
    return false;
}

constexpr Behaviour keeps_rows{.connect = open_region, .run = list};

}  // namespace kaon::inline v0::dom
