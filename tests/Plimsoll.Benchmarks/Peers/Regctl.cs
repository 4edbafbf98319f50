using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;

namespace Plimsoll.Benchmarks.Peers;

internal sealed class Regctl() : ImageTool("regctl")
{
    public override string VersionArgument => "version";

    public override string LookName => "regctl image digest";

    public override Invocation Push(TestImage image, string reference) => new("regctl", [.. WithoutTls(reference), "image", "copy", $"ocidir://{image.Layout}:1", reference]);

    public override Invocation Copy(string source, string destination) => new("regctl", [.. WithoutTls(source), .. WithoutTls(destination), "image", "copy", source, destination]);

    public override Invocation Pull(string reference, string folder) => new("regctl", [.. WithoutTls(reference), "image", "copy", reference, $"ocidir://{folder}:1"]);

    public override Invocation Tag(string repository, string tag, IReadOnlyList<string> newTags) =>
        ForEach($"regctl {string.Join(' ', WithoutTls(repository))} image copy $from $to:$tag", repository, tag, newTags);

    public override Invocation Look(string reference) => new("regctl", [.. WithoutTls(reference), "image", "digest", reference]);

    private static string[] WithoutTls(string reference) => ["--host", $"reg={reference[..reference.IndexOf('/')]},tls=disabled"];
}
