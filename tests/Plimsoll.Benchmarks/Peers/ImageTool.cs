using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;

namespace Plimsoll.Benchmarks.Peers;

/// <summary>A command that copies images without a daemon.</summary>
/// <param name="name">Its name in tables, which is that of its program.</param>
internal abstract class ImageTool(string name)
{
    public string Name => name;

    /// <summary>How its version is asked for.</summary>
    public virtual string VersionArgument => "--version";

    /// <summary>Those that peers are measured beside; <see cref="Here"/> are those of this machine.</summary>
    public static IReadOnlyList<ImageTool> Peers { get; } = [new Skopeo(), new Crane(), new Regctl()];

    /// <summary>The peers that are on <c>PATH</c>.</summary>
    public static IEnumerable<ImageTool> Here => Peers.Where(tool => Programs.Find(tool.Name) is not null);

    /// <summary>From a layout to a registry.</summary>
    public abstract Invocation Push(TestImage image, string reference);

    /// <summary>From a registry to a registry.</summary>
    public abstract Invocation Copy(string source, string destination);

    /// <summary>From a registry to a new layout.</summary>
    public abstract Invocation Pull(string reference, string folder);

    /// <summary>More tags in the same repository.</summary>
    public abstract Invocation Tag(string repository, string tag, IReadOnlyList<string> newTags);

    /// <summary>What a tag points to, from the registry.</summary>
    public abstract Invocation Look(string reference);

    /// <summary>What a row of <see cref="Look"/> is called.</summary>
    public abstract string LookName { get; }

    /// <summary>One command for each tag.</summary>
    protected static Invocation ForEach(string line, string repository, string tag, IReadOnlyList<string> newTags) =>
        Invocation.Shell($"from=$1:$2 to=$1; shift 2; for tag; do {line} || exit; done", [repository, tag, .. newTags]);
}
