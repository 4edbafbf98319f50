using System.Text.Json;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Outputs;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.MetadataAction.Tests;

/// <summary>What the action gave for a run, in its own table: each case goes through environment and payload, as the command's runs do.</summary>
public sealed class ActionCasesTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact(MetadataCases.File)]
    public void Each_case_gives_what_the_action_gave() => MetadataCases.ForEach("cases", (item, head) =>
    {
        var inputs = Inputs(item.GetProperty("inputs"));
        var context = Context(item, head);
        var expected = item.GetProperty("expected");

        if (expected.TryGetProperty("error", out var error))
        {
            var exception = Assert.Throws<PlimsollException>(() => MetadataOutputs.Derive(inputs, context));
            if (expected.Text("errorOrigin") == "action")
                Assert.Equal(error.GetString(), exception.Message);
            return;
        }

        Assert.Equal((expected.Text("ref") ?? "", expected.Text("sha") ?? ""), (context.Reference, context.Sha));
        var outputs = MetadataOutputs.Derive(inputs, context);
        if (!item.TryGetProperty("environmentDependent", out _))
            Check(expected, outputs, inputs);
    });

    private static void Check(JsonElement expected, MetadataOutputs outputs, MetadataInputs inputs)
    {
        Assert.Equal(expected.Text("version"), outputs.Version.Main);
        Assert.Equal(expected.Texts("partial"), outputs.Version.Partial);
        Assert.Equal(expected.GetProperty("latest").GetBoolean(), outputs.Version.IsLatest);
        Assert.Equal(expected.Texts("tagNames"), outputs.TagNames);
        Assert.Equal(expected.Texts("tags"), outputs.Tags);
        expected.IfPresent("warnings", warnings => Assert.Equal(warnings.List(), outputs.Version.Warnings));
        expected.IfPresent("tagsOutput", text => Assert.Equal(text.GetString(), string.Join(inputs.TagSeparator, outputs.Tags)));
        expected.IfPresent("json", json => AssertSame(json, outputs.Json));
        expected.IfPresent("bakeTags", json => AssertSame(json, outputs.BakeTags));
        expected.IfPresent("bakeLabels", json => AssertSame(json, outputs.BakeLabels));
        expected.IfPresent("bakeAnnotations", json => AssertSame(json, outputs.BakeAnnotations));
        expected.IfPresent("bakeTagsLabels", json => AssertSame(json, outputs.Bake));
        expected.IfPresent("labels", labels =>
        {
            Assert.Equal(labels.List(), outputs.Labels);
            var annotations = expected.TryGetProperty("annotations", out var own) ? own.List() : labels.List();
            var levels = expected.Text("bakeAnnotationLevels")?.Split(',') ?? ["manifest"];
            Assert.Equal(levels.SelectMany(level => annotations.Select(annotation => $"{level}:{annotation}")), outputs.Annotations);
        });
    }

    /// <summary>The same members in the same order.</summary>
    private static void AssertSame(JsonElement expected, string actual)
    {
        using var document = JsonDocument.Parse(actual);
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(document.RootElement));
    }

    private static MetadataInputs Inputs(JsonElement inputs) => new()
    {
        Images = inputs.Texts("images"),
        Tags = inputs.Texts("tags"),
        Flavor = inputs.Texts("flavor"),
        Labels = inputs.Texts("labels"),
        Annotations = inputs.Texts("annotations"),
        TagSeparator = inputs.Text("sepTags") ?? "\n",
        BakeTarget = inputs.Text("bakeTarget") ?? "docker-metadata-action",
    };

    private WorkflowContext Context(JsonElement item, JsonElement head)
    {
        var variables = item.GetProperty("env").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString());
        variables["GITHUB_EVENT_PATH"] = _folder.Write("event.json", item.GetProperty("payload").GetRawText());
        if (item.GetProperty("expected").Text("bakeAnnotationLevels") is { } levels)
            variables["DOCKER_METADATA_ANNOTATIONS_LEVELS"] = levels;

        // The action asked GitHub about the repository, and its tests fix both clocks.
        var repository = item.TryGetProperty("repo", out var own) ? own : head.GetProperty("defaultRepo");
        var context = GitHubWorkflow.Read(name => variables.GetValueOrDefault(name), Time(item, "clock"), () => Describe(repository), _ => null);
        return context with { CommitDate = Time(item, "commitDate"), Repository = Describe(repository) };
    }

    private static RepositoryDescription Describe(JsonElement repository) => new()
    {
        Name = repository.Text("name") ?? "",
        Description = repository.Text("description") ?? "",
        Url = repository.Text("html_url") ?? "",
        DefaultBranch = repository.Text("default_branch") ?? "",
        License = repository.TryGetProperty("license", out var license) && license.ValueKind == JsonValueKind.Object ? license.Text("spdx_id") ?? "" : "",
    };

    private static DateTimeOffset Time(JsonElement item, string member) => item.GetProperty(member).GetDateTimeOffset();
}
