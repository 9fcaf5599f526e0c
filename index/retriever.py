"""Search as a LangChain retriever: an adapter for programs that speak LangChain."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.catalogue import Catalogue
from index.search import Searcher


class ProvisionRetriever(BaseRetriever):
    """Returns the provisions found, best first: their text whole, with citation, document and score as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    catalogue: Catalogue
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        documents = []
        for hit in self.searcher.search(self.searcher.respelled(query), self.k):
            provision = self.catalogue.provision(hit.entry)
            copy_id = self.catalogue.copy_id_of(hit.entry)
            if provision is None or copy_id is None:
                continue
            document = self.catalogue.document(provision.document)
            documents.append(
                Document(
                    id=hit.entry,
                    page_content=self.catalogue.copy(copy_id).text[provision.start : provision.extent].strip(),
                    metadata={
                        "citation": f"{provision.citation} {document.kind} số {document.number}",
                        "document": document.number,
                        "score": hit.score,
                    },
                )
            )
        return documents
