package app.proca.notify.cli.smoke.report;

import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import app.proca.notify.cli.smoke.report.Result.State;

/** A report as the XML in which JUnit tells of tests. */
public final class ForBuildServers {

    private static final String NAME = "proca-notify smoke";

    private ForBuildServers() {}

    public static String tell(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, report);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException failure) {
            throw new IllegalStateException("a report cannot be written as XML", failure);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, Report report) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", NAME);
        xml.writeAttribute("timestamp", report.began().toString());
        xml.writeAttribute("time", seconds(report.took()));
        xml.writeAttribute("tests", Integer.toString(report.results().size()));
        xml.writeAttribute("failures", Long.toString(report.count(State.FAILED)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(report.count(State.SKIPPED)));
        for (Result result : report.results()) {
            one(xml, result);
        }
        if (!report.notes().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(storable(String.join("\n", report.notes())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void one(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.row().isEmpty() ? NAME : NAME + " row " + result.row());
        xml.writeAttribute("name", result.name());
        xml.writeAttribute("time", seconds(result.took()));
        if (result.state() != State.PASSED) {
            xml.writeEmptyElement(result.state() == State.FAILED ? "failure" : "skipped");
            xml.writeAttribute("message", storable(result.reason()));
        }
        xml.writeEndElement();
    }

    /** XML has no way to write most control characters. */
    private static String storable(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}
