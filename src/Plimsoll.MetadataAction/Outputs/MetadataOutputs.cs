using Plimsoll.MetadataAction.Expressions;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.MetadataAction.Rules;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Outputs;

/// <summary>The outputs of docker/metadata-action.</summary>
public sealed record MetadataOutputs
{
    private const string DefaultLevel = "manifest";
    private static readonly char[] LineEnds = ['\n', '\r', '\u2028', '\u2029'];

    /// <summary>What the rules gave.</summary>
    public required MetadataVersion Version { get; init; }

    /// <summary>The tags of each image, one image after the other, each with its image before it where there is one.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The tags without an image.</summary>
    public required IReadOnlyList<string> TagNames { get; init; }

    /// <summary>The labels, <c>key=value</c>, ordered by key.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The annotations, <c>level:key=value</c>, one level after the other.</summary>
    public required IReadOnlyList<string> Annotations { get; init; }

    /// <summary>Tags, names, labels and annotations as one JSON object on a line.</summary>
    public required string Json { get; init; }

    /// <summary>The bake file with tags and arguments.</summary>
    public required string BakeTags { get; init; }

    /// <summary>The bake file with labels.</summary>
    public required string BakeLabels { get; init; }

    /// <summary>The bake file with annotations.</summary>
    public required string BakeAnnotations { get; init; }

    /// <summary>The bake file with tags, labels and arguments.</summary>
    public required string Bake { get; init; }

    /// <summary>Warnings: rules that derived nothing, no tag at all, tags that are not valid.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Derives all outputs. The same inputs and context give the same outputs.</summary>
    /// <exception cref="PlimsollException">An input cannot be used; the message begins as the action's own does (exit code 2).</exception>
    public static MetadataOutputs Derive(MetadataInputs inputs, WorkflowContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var images = ImageList.Parse(inputs.Images).Where(image => image.IsEnabled).Select(image => image.Name.ToLowerInvariant()).ToList();
        var rules = TagRuleLine.ParseAll(inputs.Tags);
        var flavor = Inputs.Flavor.Parse(inputs.Flavor);
        var version = RuleEvaluator.Evaluate(rules, flavor, context);
        var names = Names(version, flavor);
        IReadOnlyList<string> tags = images.Count == 0 || names.Count == 0
            ? names
            : [.. images.SelectMany(image => names.Select(name => image.Length > 0 ? $"{image}:{name}" : name))];

        var warnings = version.Warnings.ToList();
        var expressions = new RuleExpressions(context, warnings.Add);
        var labels = MetadataLabels.Create(context, version.Main, inputs.Labels, expressions);
        var levels = (context.AnnotationLevels.Length > 0 ? context.AnnotationLevels : DefaultLevel).Split(',');
        var annotations = MetadataLabels.Create(context, version.Main, inputs.Annotations, expressions);
        IReadOnlyList<string> leveled = [.. levels.SelectMany(level => annotations.Select(annotation => $"{level}:{annotation.Key}={annotation.Value}"))];

        var labelMembers = new JsonMember("labels", LabelMembers(labels));
        var tagMember = new JsonMember("tags", tags);
        var arguments = new JsonMember("args", Arguments(images, version.Main));
        return new MetadataOutputs
        {
            Version = version,
            Tags = tags,
            TagNames = names,
            Labels = [.. labels.Select(label => $"{label.Key}={label.Value}")],
            Annotations = leveled,
            Json = JavaScriptJson.Write(new JsonMember[] { tagMember, new("tag-names", names), labelMembers, new("annotations", leveled) }),
            BakeTags = BakeFile(inputs.BakeTarget, tagMember, arguments),
            BakeLabels = BakeFile(inputs.BakeTarget, labelMembers),
            BakeAnnotations = BakeFile(inputs.BakeTarget, new JsonMember("annotations", BakeAnnotationsOf(context, annotations))),
            Bake = BakeFile(inputs.BakeTarget, tagMember, labelMembers, arguments),
            Warnings = [.. warnings, .. NothingWarnings(version), .. names.Where(name => !ReferenceGrammar.Tag.IsMatch(name)).Select(Refused)],
        };
    }

    private static IReadOnlyList<string> Names(MetadataVersion version, Flavor flavor)
    {
        if (version.Main is not { Length: > 0 } main)
            return [];
        var latest = $"{(flavor.PrefixLatest ? flavor.Prefix : "")}latest{(flavor.SuffixLatest ? flavor.Suffix : "")}";
        return version.IsLatest ? [main, .. version.Partial, RuleDerivation.Sanitize(latest)] : [main, .. version.Partial];
    }

    /// <summary>Labels as an object, where a value ends with its first line.</summary>
    private static JsonMember[] LabelMembers(IReadOnlyList<KeyValuePair<string, string>> labels) =>
    [
        .. labels
            .Where(label => label.Key != "__proto__")
            .Select(label => new JsonMember(label.Key, label.Value.IndexOfAny(LineEnds) is >= 0 and var end ? label.Value[..end] : label.Value)),
    ];

    private static JsonMember[] Arguments(List<string> images, string? version) => version is null
        ? [new("DOCKER_META_IMAGES", string.Join(',', images))]
        : [new("DOCKER_META_IMAGES", string.Join(',', images)), new("DOCKER_META_VERSION", version)];

    /// <summary>The levels end at a second colon, because the action keeps them behind one.</summary>
    private static string[] BakeAnnotationsOf(WorkflowContext context, IReadOnlyList<KeyValuePair<string, string>> annotations)
    {
        var levels = (context.AnnotationLevels.Length > 0 ? context.AnnotationLevels : DefaultLevel).Split(':')[0].Split(',');
        return [.. levels.SelectMany(level => annotations.Select(annotation => $"{level}:{annotation.Key}={annotation.Value}"))];
    }

    private static string BakeFile(string target, params JsonMember[] members) =>
        JavaScriptJson.Write(new JsonMember[] { new("target", new JsonMember[] { new(target, members) }) }, isIndented: true);

    private static IEnumerable<string> NothingWarnings(MetadataVersion version)
    {
        if (version.Main is not null)
            yield break;
        yield return "No Docker image version has been generated. Check tags input.";
        yield return "No Docker tag has been generated. Check tags input.";
    }

    private static string Refused(string name) =>
        $"The tag {name} is not valid in any registry: a tag has at most 128 characters, and starts with a letter, digit or underscore.";
}
