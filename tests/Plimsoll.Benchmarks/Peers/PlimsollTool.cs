using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Peers;

/// <summary>Our own command, in a folder that nothing configures it in.</summary>
/// <param name="folder">That folder, for what it remembers of registries too.</param>
internal sealed class PlimsollTool(TempDirectory folder) : ImageTool("plimsoll")
{
    public override string LookName => "plimsoll digest";

    public override Invocation Push(TestImage image, string reference) => Run("push", $"oci:{image.Layout}:1", reference);

    public override Invocation Copy(string source, string destination) => Run("copy", source, destination);

    public override Invocation Pull(string reference, string folder) => Run("pull", reference, $"oci:{folder}:1");

    public override Invocation Tag(string repository, string tag, IReadOnlyList<string> newTags) => Run(["tag", $"{repository}:{tag}", .. newTags]);

    public override Invocation Look(string reference) => Run("digest", reference);

    private Invocation Run(params IReadOnlyList<string> arguments) => new(NativeCommand.Path, arguments)
    {
        Folder = folder.Path,
        Variables = new Dictionary<string, string> { ["XDG_STATE_HOME"] = folder["state"] },
    };
}
