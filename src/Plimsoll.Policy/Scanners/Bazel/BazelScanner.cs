using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bazel;

/// <summary>
/// Bazel: images that modules, workspaces and macros pull with <c>oci.pull</c>, <c>oci_pull</c> or <c>container_pull</c>. A
/// pull with a digest is that digest; without tag and digest it is <c>latest</c>.
/// </summary>
internal sealed class BazelScanner : TextScanner
{
    private const string Apart = "its digest belongs in the argument 'digest', which Bazel's own tools write";

    public override bool Recognises(string path) =>
        Path.GetFileName(path.AsSpan()) is "WORKSPACE" or "WORKSPACE.bazel" or "WORKSPACE.bzlmod" || path.EndsWith(".bzl", StringComparison.Ordinal) || path.EndsWith("MODULE.bazel", StringComparison.Ordinal);

    public override bool MayScan(ReadOnlySpan<byte> content) =>
        content.IndexOf("oci.pull"u8) >= 0 || content.IndexOf("oci_pull"u8) >= 0 || content.IndexOf("container_pull"u8) >= 0;

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        foreach (var call in BazelReader.Read(context.Source.Text, static name => name is "oci.pull" or "oci_pull" or "container_pull", cancellationToken))
            Add(call, context);
    }

    private static void Add(BazelCall call, ScanContext context)
    {
        // In a definition or a load there is no image.
        var name = call.Arguments.GetValueOrDefault(call.Name == "container_pull" ? "repository" : "image");
        if (name is null or { IsNull: true })
            return;

        context.Pass(name);
        var registry = Part(call, "registry");
        var tag = Part(call, "tag");
        var digest = Part(call, "digest");
        var text = $"{(registry.Length > 0 && call.Name == "container_pull" ? registry + "/" : "")}{name.Value}{(tag.Length > 0 ? ":" + tag : "")}{(digest.Length > 0 ? "@" + digest : "")}";
        var token = call.Arguments.GetValueOrDefault("tag") ?? call.Arguments.GetValueOrDefault("digest") ?? name;
        context.Add(new FoundImage(text.Replace(ImageUse.Unknown, '?'), text, new TextRange(token.Start, token.End), FileKinds.Bazel)
        {
            // A name alone, or with the tag in it, is a reference as anywhere.
            PinRefusal = token == name && text == name.Value && digest.Length == 0 && name.Value.Contains(':') ? null : Apart,
        });
    }

    /// <summary>An argument: empty where there is none, the mark of the unknown where it is computed.</summary>
    private static string Part(BazelCall call, string name) =>
        !call.Arguments.TryGetValue(name, out var value) ? "" : value is null ? ImageUse.Unknown.ToString() : value.Value;
}
