using System.Text.Json;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Rules;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.MetadataAction.Tests;

/// <summary>How the action read its inputs, in its own table.</summary>
public class ParseCasesTests
{
    [SharedDataFact(MetadataCases.File)]
    public void Each_input_is_read_as_the_action_reads_it() => MetadataCases.ForEach("parse", (item, _) =>
    {
        var input = item.GetProperty("input");
        var expected = item.GetProperty("expected");
        switch (item.Text("kind"))
        {
            case "tag-line":
                Check(expected, "tag", "error", () => TagRuleLine.Parse(input.GetString()!), AssertTag);
                break;
            case "tag-list":
                Check(expected, "tags", "error", () => TagRuleLine.ParseAll(input.List()), AssertTags);
                break;
            case "flavor":
                Check(expected, "flavor", "error", () => Flavor.Parse(input.List()), AssertFlavor);
                break;
            case "images":
                Check(expected, "images", "error", () => ImageList.Parse(input.List()), AssertImages);
                break;
            case "inputs-text":
                CheckTexts(input, expected);
                break;
            case var kind:
                Assert.Fail($"No test for {kind}.");
                break;
        }
    });

    private static void CheckTexts(JsonElement texts, JsonElement expected)
    {
        expected.IfPresent("list", list => Assert.Equal(list.List(), RuleList.Split(texts.EnumerateObject().Single().Value.GetString()!)));
        expected.IfPresent("inputs", inputs =>
        {
            var read = MetadataInputs.Read(name => texts.Text(name));
            Assert.Equal(inputs.Texts("images"), read.Images);
            Assert.Equal(inputs.Texts("tags"), read.Tags);
            Assert.Equal(inputs.Texts("flavor"), read.Flavor);
            Assert.Equal(inputs.Texts("labels"), read.Labels);
            Assert.Equal(inputs.Texts("annotations"), read.Annotations);
            Assert.Equal(
                (inputs.Text("sepTags"), inputs.Text("sepLabels"), inputs.Text("sepAnnotations"), inputs.Text("bakeTarget")),
                (read.TagSeparator, read.LabelSeparator, read.AnnotationSeparator, read.BakeTarget));
        });
        Check(expected, "tags", "tagsError", () => TagRuleLine.ParseAll(RuleList.Split(texts.Text("tags")!)), AssertTags);
        Check(expected, "flavor", "flavorError", () => Flavor.Parse(RuleList.Split(texts.Text("flavor")!)), AssertFlavor);
        Check(expected, "images", "imagesError", () => ImageList.Parse(RuleList.Split(texts.Text("images")!)), AssertImages);
    }

    private static void Check<T>(JsonElement expected, string member, string error, Func<T> parse, Action<JsonElement, T> compare)
    {
        expected.IfPresent(member, value => compare(value, parse()));
        expected.IfPresent(error, message => Assert.Equal(message.GetString(), Assert.Throws<PlimsollException>(() => parse()).Message));
    }

    private static void AssertTags(JsonElement expected, IReadOnlyList<TagRuleLine> actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        foreach (var (tag, line) in expected.EnumerateArray().Zip(actual))
            AssertTag(tag, line);
    }

    private static void AssertTag(JsonElement expected, TagRuleLine actual)
    {
        Assert.Equal(expected.Text("type"), actual.Type.ToString().ToLowerInvariant());
        var attributes = expected.GetProperty("attrs").EnumerateObject().Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value.GetString()!));
        Assert.Equal(attributes.OrderBy(attribute => attribute.Key), actual.Attributes.OrderBy(attribute => attribute.Key));
    }

    private static void AssertFlavor(JsonElement expected, Flavor actual) => Assert.Equal(
        new Flavor
        {
            Latest = expected.Text("latest")!,
            Prefix = expected.Text("prefix")!,
            PrefixLatest = expected.GetProperty("prefixLatest").GetBoolean(),
            Suffix = expected.Text("suffix")!,
            SuffixLatest = expected.GetProperty("suffixLatest").GetBoolean(),
        },
        actual);

    private static void AssertImages(JsonElement expected, IReadOnlyList<ImageEntry> actual) => Assert.Equal(
        expected.EnumerateArray().Select(image => new ImageEntry(image.Text("name")!, image.GetProperty("enable").GetBoolean())),
        actual);
}
