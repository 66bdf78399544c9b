// A case as the screens draw it, from its documents with this phone's edits laid over them.
//
//   std::vector<ShownDoc> docs = shown_docs(case_id, {replica, outbox, refused});
//   CaseState one = view_of(case_id, docs, council.clocks, today, role);
//   sort_by_what_falls_due(cases);                                 // an adviser's caseload
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/client/outbox.h"
#include "core/client/replica.h"

namespace waymark::client {

/// All that the phone knows of documents.
struct Papers {
  const Replica& replica;
  const Outbox& outbox;
  const std::vector<Refused>& refused;
};

/// What an edit of this phone did with versions beside a field: those up to `seq` are done with.
struct Settled {
  std::string pointer;
  std::int64_t seq = 0;
};

/// A document as it is shown. Refers to the replica unless an edit of this phone lies over it.
struct ShownDoc {
  CaseId case_id;
  DocId id;
  std::string type;
  Delivery delivery = Delivery::sent;
  bool deleted = false;
  std::int64_t base_seq = 0;  // 0: the server does not have it
  bool is_own_change = false;  // that one was made on this phone
  std::int64_t order = 0;     // by the server's sequence, then by this phone's counter: no clock
  const sync::Json* base = nullptr;
  const std::vector<sync::Conflict>* conflicts = nullptr;  // null: none
  std::vector<Settled> settled;                            // of them, here but not on the server yet
  std::int64_t created_utc_ms = 0;                         // by the server's clock; 0: the server does not have it
  std::optional<sync::Json> own;

  [[nodiscard]] const sync::Json& document() const { return own ? *own : *base; }
};

/// Every document of a case, removed ones included, in the order of creation. An edit that was refused is shown only
/// where the server has no document: else the server's is.
std::vector<ShownDoc> shown_docs(const CaseId& id, const Papers& papers);
/// One of them; none if there is no such document.
std::optional<ShownDoc> shown_doc(const DocId& id, const Papers& papers);

/// As `reader` sees it, who may choose between some versions and not between others.
CaseState view_of(const CaseId& id, const std::vector<ShownDoc>& docs, const Clocks& clocks, Date today, Role reader);

/// What a document is about: its part of the plan and its words.
About about(const CaseId& id, const std::string& type, const sync::Json& document);
/// The part of a plan that a field belongs to: "/sections/home/now".
std::optional<Heading> heading_in(std::string_view pointer);

/// The most pressing case first: by the fewest days left of its review and visit, where a review that was asked for
/// and has no day counts as due today and an unanswered message, or
/// versions to choose from, as due tomorrow. Ties by name, then by id.
void sort_by_what_falls_due(std::vector<CaseState>& cases);

}  // namespace waymark::client
