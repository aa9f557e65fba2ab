// Counts facets with Lucene's DrillSideways, for comparison with newshound: see compare.py, which starts this.
//
//   java -cp '/usr/share/java/*' DrillSidewaysCounts.java articles.tsv questions.tsv
//
// articles.tsv: one article a line: words, day (yyyymmdd or 0), then FIELD=VALUE cells, a place with its whole path.
// questions.tsv: one question a line: a word or "", then cells FIELD=VALUE|VALUE, FIELD!VALUE|VALUE (none of these) or
// year=FIRST..LAST in days. Printed for each: "total" and the number, then FIELD, VALUE and the number for each value.

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

public class DrillSidewaysCounts {
    static final List<String> FIELDS = List.of("people", "places", "organizations", "dateline", "authors", "agency", "year");

    public static void main(String[] arguments) throws IOException {
        FacetsConfig config = new FacetsConfig();
        FIELDS.forEach(field -> config.setMultiValued(field, true));
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                writer.addDocument(config.build(document(line.split("\t"))));
                if (writer.numRamDocs() >= 100) {
                    writer.commit();
                }
            }
        }
        DirectoryReader reader = DirectoryReader.open(directory);
        DrillSideways sideways = new DrillSideways(
            new IndexSearcher(reader), config, new DefaultSortedSetDocValuesReaderState(reader));
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            answer(sideways, config, line.split("\t", -1));
        }
    }

    static Document document(String[] cells) {
        Document document = new Document();
        document.add(new TextField("words", cells[0], Field.Store.NO));
        int day = Integer.parseInt(cells[1]);
        if (day > 0) {
            document.add(new IntPoint("day", day));
        }
        for (int cell = 2; cell < cells.length; cell++) {
            String[] parts = cells[cell].split("=", 2);
            document.add(new SortedSetDocValuesFacetField(parts[0], parts[1]));
            // A place is found by all that it lies in.
            boolean path = parts[0].equals("places") || parts[0].equals("dateline");
            for (int end = parts[1].indexOf('/'); path && end >= 0; end = parts[1].indexOf('/', end + 1)) {
                document.add(new StringField(parts[0], parts[1].substring(0, end), Field.Store.NO));
            }
            document.add(new StringField(parts[0], parts[1], Field.Store.NO));
        }
        return document;
    }

    static void answer(DrillSideways sideways, FacetsConfig config, String[] cells) throws IOException {
        Query base = cells[0].isEmpty() ? new MatchAllDocsQuery() : new TermQuery(new Term("words", cells[0]));
        DrillDownQuery query = new DrillDownQuery(config, base);
        for (int cell = 1; cell < cells.length; cell++) {
            int at = cells[cell].indexOf('=') >= 0 ? cells[cell].indexOf('=') : cells[cell].indexOf('!');
            String field = cells[cell].substring(0, at);
            query.add(field, filter(field, cells[cell].charAt(at) == '!', cells[cell].substring(at + 1)));
        }
        DrillSideways.DrillSidewaysResult result = sideways.search(query, 1);
        System.out.println("total\t" + result.hits.totalHits.value);
        for (String field : FIELDS) {
            FacetResult counted = result.facets.getTopChildren(1_000_000, field);
            TreeMap<String, Number> values = new TreeMap<>();
            for (int value = 0; counted != null && value < counted.labelValues.length; value++) {
                values.put(counted.labelValues[value].label, counted.labelValues[value].value);
            }
            values.forEach((value, count) -> System.out.println(field + "\t" + value + "\t" + count.intValue()));
        }
    }

    static Query filter(String field, boolean negated, String values) {
        if (field.equals("year")) {
            String[] days = values.split("\\.\\.");
            return IntPoint.newRangeQuery("day", Integer.parseInt(days[0]), Integer.parseInt(days[1]));
        }
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        for (String value : values.split("\\|")) {
            builder.add(new TermQuery(new Term(field, value)), negated ? Occur.MUST_NOT : Occur.SHOULD);
        }
        if (negated) {
            builder.add(new MatchAllDocsQuery(), Occur.MUST);
        }
        return builder.build();
    }
}
