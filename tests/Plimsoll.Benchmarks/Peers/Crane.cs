using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;

namespace Plimsoll.Benchmarks.Peers;

internal sealed class Crane() : ImageTool("crane")
{
    public override string VersionArgument => "version";

    public override string LookName => "crane digest";

    public override Invocation Push(TestImage image, string reference) => new("crane", "push", "--insecure", image.Layout, reference);

    public override Invocation Copy(string source, string destination) => new("crane", "copy", "--insecure", source, destination);

    public override Invocation Pull(string reference, string folder) => new("crane", "pull", "--insecure", "--format", "oci", reference, folder);

    public override Invocation Tag(string repository, string tag, IReadOnlyList<string> newTags) => ForEach("crane tag --insecure $from $tag", repository, tag, newTags);

    public override Invocation Look(string reference) => new("crane", "digest", "--insecure", reference);
}
