using Plimsoll.Policy.Scanners.Shell;

namespace Plimsoll.Policy.Scanners.Make;

/// <summary>Makefiles: the commands of recipes.</summary>
internal sealed class MakefileScanner : TextScanner
{
    public override bool Recognises(string path) =>
        Path.GetFileName(path.AsSpan()) is "Makefile" or "makefile" or "GNUmakefile" || path.EndsWith(".mk", StringComparison.Ordinal);

    public override bool MayScan(ReadOnlySpan<byte> content) => ShellImages.MayBeIn(content);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var file = MakefileReader.Read(context.Source.Text, cancellationToken);
        var images = new ShellImages(context, FileKinds.Makefile);
        foreach (var recipe in file.Recipes)
            images.Add([recipe], file.Variable, MakefileReader.Find, [file.Variable], cancellationToken: cancellationToken);
        images.Finish();
    }
}
