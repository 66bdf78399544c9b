// The edits that the council does not have yet, in the order they were made. Counters have no gaps: an edit that is
// undone is always among the last, and whoever counts anew counts all that are not acknowledged.
//
//   Edit& edit = outbox.add(op, typed);              // gives it the next counter
//   std::vector<sync::Op> push = outbox.to_push(100, 64 * 1024);
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/client/records.h"

namespace waymark::client {

enum class Kept : std::uint8_t {
  saving,  // its batch is not confirmed: may still be undone, is not sent
  stored,  // durable on this phone
  memory,  // the phone could not store it: sent at once
};

struct Edit {
  sync::Op op;
  Typed typed;
  Kept kept = Kept::saving;
  std::uint64_t batch = 0;                 // that carries it; 0: none yet
  std::optional<std::int64_t> answered{};  // server has it; sequence that its document then has at least
};

class Outbox {
 public:
  [[nodiscard]] std::int64_t n() const { return n_; }

  Edit& add(sync::Op op, Typed typed);
  /// Adds an edit that was made before those of this document: it takes the counter of the first of them, which takes the
  /// next one's, and so on, so that all go out in the order in which they were made.
  void add_before(const DocId& doc, sync::Op op, Typed typed);
  void load(Waiting waiting);  // from the store, in any order; then:
  /// `n_last`: of the last edit that was ever made under this device id.
  void loaded(std::int64_t n_last);
  /// Counts all unanswered edits anew, the first as `n_first`. Answered ones get 0: they have no place in the store any
  /// more, and their old counter may be another edit's now.
  void count_from(std::int64_t n_first);
  /// Takes the edits out that are still being saved: they are the last ones, so the counter goes back.
  std::vector<Edit> undo_saving();
  Edit take(const OpId& id);  // requires that it is there
  void clear();

  [[nodiscard]] Edit* find(const OpId& id);
  [[nodiscard]] const std::vector<Edit>& edits() const { return edits_; }
  [[nodiscard]] std::vector<Edit>& edits() { return edits_; }
  /// Those that a person made.
  [[nodiscard]] int unanswered() const;
  [[nodiscard]] bool can_push() const;
  /// The first edits that may be sent, at least one if there is any.
  [[nodiscard]] std::vector<sync::Op> to_push(std::size_t ops_max, std::size_t bytes_max) const;

 private:
  std::vector<Edit> edits_;
  std::int64_t n_ = 0;
};

}  // namespace waymark::client
