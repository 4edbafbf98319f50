using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Tasks;

/// <summary>The <c>scripts</c> of a <c>package.json</c>.</summary>
internal sealed class PackageScriptsScanner : DocumentScanner
{
    private const string Name = "package.json";

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        file.Name == Name && content.Has("\"scripts\""u8) && content.HasCommand;

    public override bool Recognises(SourceNode node, ScanContext context) =>
        context.File.Name == Name && node is SourceMapping document && document["scripts"] is SourceMapping;

    public override void Scan(SourceNode node, ScanContext context)
    {
        var images = new ShellImages(context, FileKinds.PackageScripts);
        foreach (var (_, script) in ((SourceMapping)((SourceMapping)node)["scripts"]!).Effective())
            images.Add(images.Lines(script));
        images.Finish();
    }
}
