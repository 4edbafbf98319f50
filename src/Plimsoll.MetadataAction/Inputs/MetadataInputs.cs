using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Inputs;

/// <summary>The inputs of docker/metadata-action, the lists already split into their entries.</summary>
public sealed record MetadataInputs
{
    /// <summary>The images to make tags for; without any, tags have no image before them.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The rules; without any there are those for schedule, branch, git tag and pull request.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What holds for all tags.</summary>
    public IReadOnlyList<string> Flavor { get; init; } = [];

    /// <summary>Labels of the user's own, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Annotations of the user's own, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>What is put between tags; a line feed.</summary>
    public string TagSeparator { get; init; } = "\n";

    /// <summary>What is put between labels; a line feed.</summary>
    public string LabelSeparator { get; init; } = "\n";

    /// <summary>What is put between annotations; a line feed.</summary>
    public string AnnotationSeparator { get; init; } = "\n";

    /// <summary>The target in bake files.</summary>
    public string BakeTarget { get; init; } = "docker-metadata-action";

    /// <summary>Reads the inputs.</summary>
    /// <param name="input">
    /// The text of an input by its name in the action, such as <c>images</c> or <c>sep-tags</c>; <c>null</c> or empty for the default.
    /// </param>
    /// <exception cref="PlimsollException">A list has a quote that is not closed (exit code 2).</exception>
    public static MetadataInputs Read(Func<string, string?> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MetadataInputs
        {
            Images = RuleList.Split(input("images") ?? ""),
            Tags = RuleList.Split(input("tags") ?? ""),
            Flavor = RuleList.Split(input("flavor") ?? ""),
            Labels = RuleList.Split(input("labels") ?? ""),
            Annotations = RuleList.Split(input("annotations") ?? ""),
            TagSeparator = Separator("sep-tags"),
            LabelSeparator = Separator("sep-labels"),
            AnnotationSeparator = Separator("sep-annotations"),
            BakeTarget = JavaScriptText.Trim(input("bake-target") ?? "") is { Length: > 0 } target ? target : "docker-metadata-action",
        };

        string Separator(string name) => input(name) is { Length: > 0 } separator ? separator : "\n";
    }
}
