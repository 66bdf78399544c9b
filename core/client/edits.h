// What a person did, as operations on documents: only the fields that differ are set, so that an edit touches nothing
// else (design, part 3).
//
//   std::vector<Wanted> wanted = wanted_edits(event, desk);      // empty: no edit, or nothing differs
#pragma once

#include <string>
#include <vector>

#include "core/client/case_view.h"

namespace waymark::client {

/// One operation before it has an id, a counter and a base.
struct Wanted {
  CaseId case_id;
  DocId doc;  // empty: a new document
  sync::OpKind kind = sync::OpKind::create;
  std::string type;     // create
  sync::Json document;  // create
  std::vector<sync::FieldSet> set;
};

/// Where an edit is made: what is there, and who makes it.
struct Desk {
  const State& state;
  const Session& session;
  Papers papers;
};

std::vector<Wanted> wanted_edits(const Event& event, const Desk& desk);

/// What was typed in an edit, under its draft key; nothing for edits without text.
Typed typed_in(const Event& event);

/// The text as documents take it: UTF-8, line breaks as \n, no other control characters but tabs.
std::string clean(std::string_view text);

}  // namespace waymark::client
