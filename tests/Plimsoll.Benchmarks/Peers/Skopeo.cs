using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;

namespace Plimsoll.Benchmarks.Peers;

internal sealed class Skopeo() : ImageTool("skopeo")
{
    public override string LookName => "skopeo inspect --raw";

    public override Invocation Push(TestImage image, string reference) => Copies($"oci:{image.Layout}:1", $"docker://{reference}");

    public override Invocation Copy(string source, string destination) => Copies($"docker://{source}", $"docker://{destination}");

    public override Invocation Pull(string reference, string folder) => Copies($"docker://{reference}", $"oci:{folder}:1");

    public override Invocation Tag(string repository, string tag, IReadOnlyList<string> newTags) =>
        ForEach("skopeo copy --quiet --src-tls-verify=false --dest-tls-verify=false docker://$from docker://$to:$tag", repository, tag, newTags);

    public override Invocation Look(string reference) => new("skopeo", "inspect", "--raw", "--tls-verify=false", $"docker://{reference}");

    private static Invocation Copies(string source, string destination) =>
        new("skopeo", "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", source, destination);
}
