// The table of a selector's keys.
#include "kaon/signal/selector.hpp"

namespace kaon::inline v0::graph {

std::uint32_t hash_bytes(const void* bytes, std::size_t size) {
    std::uint32_t hash = 0x811c9dc5u;
    for (std::size_t i = 0; i < size; ++i) hash = (hash ^ static_cast<const unsigned char*>(bytes)[i]) * 0x01000193u;
    return hash ^ hash >> 15;
}

void Entries::insert(Entry& entry, std::uint32_t hash) {
    if (size == capacity) grow();
    entry.hash = hash;
    Entry*& head = buckets[hash & (capacity - 1)];
    entry.next = head;
    head = &entry;
    ++size;
}

void Entries::remove(Entry& entry) {
    Entry** link = &buckets[entry.hash & (capacity - 1)];
    while (*link != &entry) link = &(*link)->next;
    *link = entry.next;
    --size;
}

void Entries::grow() {
    const std::uint32_t larger = capacity ? capacity * 2 : 8;
    Entry** const moved = new Entry*[larger]();
    for (std::uint32_t i = 0; i < capacity; ++i) {
        for (Entry *entry = buckets[i], *next; entry; entry = next) {
            next = entry->next;
            Entry*& head = moved[entry->hash & (larger - 1)];
            entry->next = head;
            head = entry;
        }
    }
    delete[] buckets;
    buckets = moved;
    capacity = larger;
}

}  // namespace kaon::inline v0::graph
