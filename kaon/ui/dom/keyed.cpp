// Reconciliation of a keyed list: what is left at both ends stays, what is new is made, what is gone ends, and of the
// rest only those move that are not part of a longest increasing subsequence.
#include "kaon/ui/keyed.hpp"

#include <cstring>

#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/region.hpp"

namespace kaon::dom {

namespace {

using Index = std::uint32_t;
constexpr Index none = 0xFFFFFFFF;

class Reconciliation {
public:
    Reconciliation(Region& region, const ui::Rows& rows)
        : region_(region), rows_(rows), old_(region.rows), old_end_(region.rows.size()),
          end_(static_cast<Index>(rows.size)) {}

    void run() {
        trim();
        if (begin_ == old_end_ && begin_ == end_) return;
        if (begin_ == old_end_) insert_all();
        else if (begin_ == end_) remove_all();
        else if (!exchange()) mix();
        if (new_keys_not_rising_) report_duplicates(region_);
    }

private:
    std::uint64_t key(Index i) const { return rows_.key(i); }

    void trim() {
        while (begin_ < end_ && begin_ < old_end_ && old_[begin_].key == key(begin_)) ++begin_;
        while (end_ > begin_ && old_end_ > begin_ && old_[old_end_ - 1].key == key(end_ - 1)) --end_, --old_end_;
    }

    // The node before which the row at `i` of the old rows stands.
    std::uint32_t node_from(const Stack<Row>& rows, Index i) const {
        for (; i < rows.size(); ++i) {
            if (const std::uint32_t handle = rows[i].instance->first()) return handle;
        }
        return region_.place.before;
    }

    Instance* make(Index i, std::uint64_t row_key, std::uint32_t before) {
        if (row_key > region_.highest_key) region_.highest_key = row_key;
        else if (region_.highest_key || i) new_keys_not_rising_ = true;
        Instance* row = Instance::open();
        Place place = region_.place;
        place.before = before;
        const Owner::Scope scope(row->owner);
        row->show(rows_.view(i), place);
        return row;
    }

    void insert_all() {
        const std::uint32_t before = node_from(old_, begin_);
        const Index tail = old_.size() - begin_, added = end_ - begin_;
        for (Index i = 0; i < added; ++i) old_.push({});
        Row* const at = old_.data() + begin_;
        if (tail) std::memmove(static_cast<void*>(at + added), at, tail * sizeof(Row));
        for (Index i = begin_; i < end_; ++i) {
            const std::uint64_t row_key = key(i);
            Instance* row = make(i, row_key, before);
            old_[i] = {row_key, row};
        }
    }

    void remove_all() {
        if (rows_.size == 0) return region_.clear();
        for (Index i = begin_; i < old_end_; ++i) drop(i);
        const Index tail = old_.size() - old_end_;
        std::memmove(static_cast<void*>(old_.data() + begin_), old_.data() + old_end_, tail * sizeof(Row));
        old_.cut(begin_ + tail);
    }

    void drop(Index i) {
        old_[i].instance->remove();
        old_[i].instance->close();
    }

    // Two rows have changed places and nothing else.
    bool exchange() {
        const Index last = end_ - 1;
        if (end_ != old_end_ || old_[begin_].key != key(last) || old_[last].key != key(begin_)) return false;
        for (Index i = begin_ + 1; i < last; ++i) {
            if (old_[i].key != key(i)) return false;
        }
        const std::uint32_t after_last = node_from(old_, last + 1);
        const std::uint32_t after_first = node_from(old_, begin_ + 1);
        old_[begin_].instance->move(after_last);
        if (last != begin_ + 1) old_[last].instance->move(after_first);
        const Row first = old_[begin_];
        old_[begin_] = old_[last];
        old_[last] = first;
        return true;
    }

    // ---- anything else

    static Index slot_of(std::uint64_t row_key, Index mask) {
        return static_cast<Index>((row_key * 0x9E3779B97F4A7C15u) >> 32) & mask;
    }

    // For each new row the old one with its key: source_[i - begin_], none for a new key. Gives how many were found.
    Index match() {
        const Index count = end_ - begin_, old_count = old_end_ - begin_;
        Index capacity = 16;
        while (capacity < old_count * 2) capacity *= 2;
        Stack<Index> table;
        for (Index i = 0; i < capacity; ++i) table.push(none);
        for (Index i = begin_; i < old_end_; ++i) {
            Index at = slot_of(old_[i].key, capacity - 1);
            while (table[at] != none) at = (at + 1) & (capacity - 1);
            table[at] = i;
        }
        Index found = 0;
        for (Index i = 0; i < old_count; ++i) used_.push(0);
        for (Index i = 0; i < count; ++i) {
            const std::uint64_t row_key = key(begin_ + i);
            Index from = none;
            for (Index at = slot_of(row_key, capacity - 1); table[at] != none; at = (at + 1) & (capacity - 1)) {
                const Index candidate = table[at];
                if (old_[candidate].key != row_key || used_[candidate - begin_]) continue;
                from = candidate;
                used_[candidate - begin_] = 1;
                ++found;
                break;
            }
            source_.push(from);
        }
        table.release();
        return found;
    }

    // Marks the rows that stay where they are. https://en.wikipedia.org/wiki/Longest_increasing_subsequence
    void mark_staying() {
        const Index count = source_.size();
        Stack<Index> tails, before;
        for (Index i = 0; i < count; ++i) {
            before.push(none);
            stays_.push(0);
            if (source_[i] == none) continue;
            Index low = 0, high = tails.size();
            while (low < high) {
                const Index middle = (low + high) / 2;
                if (source_[tails[middle]] < source_[i]) low = middle + 1;
                else high = middle;
            }
            if (low) before[i] = tails[low - 1];
            if (low == tails.size()) tails.push(i);
            else tails[low] = i;
        }
        for (Index i = tails.size() ? tails[tails.size() - 1] : none; i != none; i = before[i]) stays_[i] = 1;
        tails.release();
        before.release();
    }

    void mix() {
        const Index found = match();
        if (found) mark_staying();
        if (!found && begin_ == 0 && old_end_ == old_.size()) {
            region_.clear();
            old_end_ = 0;
        } else {
            for (Index i = begin_; i < old_end_; ++i) {
                if (!used_[i - begin_]) drop(i);
            }
        }
        place_from_the_end(found);
        source_.release();
        used_.release();
        stays_.release();
    }

    // Each row goes before the one after it, so that its place is known. Without old rows the order is the natural one.
    void place_from_the_end(Index found) {
        Stack<Row> fresh;
        for (Index i = 0; i < begin_; ++i) fresh.push(old_[i]);
        for (Index i = begin_; i < end_; ++i) fresh.push({});
        for (Index i = old_end_; i < old_.size(); ++i) fresh.push(old_[i]);
        std::uint32_t before = node_from(fresh, end_);
        if (!found) {
            for (Index i = begin_; i < end_; ++i) {
                const std::uint64_t row_key = key(i);
                fresh[i] = {row_key, make(i, row_key, before)};
            }
        } else {
            for (Index i = end_; i-- > begin_;) {
                const Index from = source_[i - begin_];
                if (from == none) {
                    const std::uint64_t row_key = key(i);
                    fresh[i] = {row_key, make(i, row_key, before)};
                } else {
                    fresh[i] = old_[from];
                    if (!stays_[i - begin_]) fresh[i].instance->move(before);
                }
                if (const std::uint32_t handle = fresh[i].instance->first()) before = handle;
            }
        }
        old_.release();
        old_ = fresh;
    }

    Region& region_;
    const ui::Rows& rows_;
    Stack<Row>& old_;
    Index begin_ = 0, old_end_, end_;
    Stack<Index> source_, used_, stays_;
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

void report_duplicates(const Region& region) {
    Index capacity = 16;
    while (capacity < region.rows.size() * 2) capacity *= 2;
    Stack<Index> table;
    for (Index i = 0; i < capacity; ++i) table.push(none);
    for (Index i = 0; i < region.rows.size(); ++i) {
        const std::uint64_t row_key = region.rows[i].key;
        Index at = static_cast<Index>((row_key * 0x9E3779B97F4A7C15u) >> 32) & (capacity - 1);
        for (; table[at] != none; at = (at + 1) & (capacity - 1)) {
            if (region.rows[table[at]].key != row_key) continue;
            buffer().put_text(Op::log, 1, "each(): two rows have the same key; keys must differ");
            table.release();
            return;
        }
        table[at] = i;
    }
    table.release();
}

}  // namespace kaon::dom
