namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>
/// Source code that names images in calls of libraries which run them. Only files that import such a library are read, and
/// only texts in its calls: what else a program says is not about images. In C# a whole project can import it at once.
/// </summary>
internal sealed class SourceCodeScanner : TextScanner
{
    // What is larger is generated.
    private const int MaximumBytes = 1 << 20;

    private static readonly Dictionary<string, CodeLanguage> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        [".cs"] = CodeLanguage.CSharp,
        [".java"] = CodeLanguage.Java,
        [".kt"] = CodeLanguage.Kotlin,
        [".go"] = CodeLanguage.Go,
        [".ts"] = CodeLanguage.JavaScript,
        [".tsx"] = CodeLanguage.JavaScript,
        [".mts"] = CodeLanguage.JavaScript,
        [".cts"] = CodeLanguage.JavaScript,
        [".js"] = CodeLanguage.JavaScript,
        [".mjs"] = CodeLanguage.JavaScript,
        [".cjs"] = CodeLanguage.JavaScript,
        [".py"] = CodeLanguage.Python,
    };

    public override bool IsSeldomDeployment => true;

    public override bool Recognises(string path) => LanguageOf(path) is not null;

    public override bool MayScan(ReadOnlySpan<byte> content) =>
        content.Length <= MaximumBytes
        && (content.IndexOf("estcontainers"u8) >= 0
            || content.IndexOf("DistributedApplication"u8) >= 0
            || content.IndexOf("agger"u8) >= 0
            || content.IndexOf("WithImage("u8) >= 0
            || content.IndexOf("Builder(\""u8) >= 0
            || (content.IndexOf("mage"u8) >= 0 && (content.IndexOf("ulumi"u8) >= 0 || content.IndexOf("cdk"u8) >= 0 || content.IndexOf("CDK"u8) >= 0 || content.IndexOf("Cdk8s"u8) >= 0)));

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (LanguageOf(context.File.FullPath) is not { } language)
            return;

        var file = new CodeFile(context.Source.Text, language, cancellationToken);
        var imports = new CodeImports(file);
        if (language == CodeLanguage.CSharp)
            new AspireImages(file, context).Scan();
        if (imports.Any(TestcontainersImages.IsLibrary))
            new TestcontainersImages(file, imports, context).Scan();
        else if (language == CodeLanguage.CSharp)
            new TestcontainersBuilders(file, context).Scan();
        if (imports.Any(PulumiImages.IsLibrary))
            new ImageProperties(file, context, FileKinds.Pulumi).Scan();
        if (imports.Any(CdkImages.IsLibrary))
            new CdkImages(file, context).Scan();
        if (imports.Any(CdkImages.IsCdk8s))
            new ImageProperties(file, context, FileKinds.Cdk8s).Scan();
        if (imports.Any(DaggerImages.IsLibrary))
            new DaggerImages(file, context).Scan();
    }

    private static CodeLanguage? LanguageOf(string path) =>
        Languages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Path.GetExtension(path.AsSpan()), out var language) ? language : null;
}
