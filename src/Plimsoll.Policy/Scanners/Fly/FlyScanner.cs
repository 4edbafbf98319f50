using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;
using Plimsoll.Policy.Scanners.Toml;

namespace Plimsoll.Policy.Scanners.Fly;

/// <summary>
/// Applications of Fly.io: the image that is deployed, the builder and buildpacks that make one, and arguments of a build. Files with
/// other names than usual are not looked for.
/// </summary>
internal sealed partial class FlyScanner : TextScanner
{
    private const string Scheme = "docker://";

    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool Recognises(string path) => path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) && FlyName().IsMatch(Path.GetFileName(path));

    public override bool MayScan(ReadOnlySpan<byte> content) => content.IndexOf("build"u8) >= 0 || content.IndexOf("image"u8) >= 0;

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (TomlDocument.Read(context)["build"] is not SourceMapping build)
            return;

        context.Add(build.Scalar("image"), FileKinds.Fly, NoVariables);
        context.Add(build.Scalar("builder"), FileKinds.Fly, NoVariables);
        foreach (var buildpack in (build["buildpacks"] as SourceSequence)?.Items.OfType<SourceScalar>().Select(WithoutScheme).Where(ImageText.IsEvident) ?? [])
            context.Add(buildpack, FileKinds.Fly, NoVariables);
        foreach (var argument in BuildArguments.Images(build["args"], context.Source))
            context.Add(argument, FileKinds.Fly, NoVariables);
    }

    private static SourceScalar WithoutScheme(SourceScalar buildpack) =>
        buildpack.Value.StartsWith(Scheme, StringComparison.Ordinal) ? new(buildpack.Value[Scheme.Length..], buildpack.IsPlain, buildpack.Start + Scheme.Length, buildpack.End) : buildpack;

    // fly.toml, fly.staging.toml, web.fly.toml, fly-prod.toml
    [GeneratedRegex(@"^(?:[\w.-]*[.\-_])?fly(?:[.\-_][\w.-]*)?\.toml\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FlyName();
}
