namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Programs of AWS CDK: the images that are taken from a registry, and those of container definitions.</summary>
internal sealed class CdkImages(CodeFile file, ScanContext context)
{
    private static readonly string[] Calls = ["fromRegistry", "from_registry", "FromRegistry", "fromDockerRegistry", "from_docker_registry", "FromDockerRegistry"];

    public static bool IsLibrary(string import) =>
        import.StartsWith("aws-cdk-lib", StringComparison.Ordinal)
        || import.StartsWith("@aws-cdk/", StringComparison.Ordinal)
        || import.StartsWith("aws_cdk", StringComparison.Ordinal)
        || import.StartsWith("Amazon.CDK", StringComparison.Ordinal)
        || import.StartsWith("software.amazon.awscdk", StringComparison.Ordinal)
        || import.StartsWith("github.com/aws/aws-cdk-go/", StringComparison.Ordinal);

    /// <summary>Whether a program is one of cdk8s, which makes manifests of Kubernetes.</summary>
    public static bool IsCdk8s(string import) =>
        import.StartsWith("cdk8s", StringComparison.Ordinal)
        || import.StartsWith("org.cdk8s", StringComparison.Ordinal)
        || import.StartsWith("Org.Cdk8s", StringComparison.Ordinal)
        || import.StartsWith("github.com/cdk8s-team/", StringComparison.Ordinal);

    /// <summary>Adds the images.</summary>
    public void Scan()
    {
        for (var i = 0; i < file.Tokens.Count; i++)
            if (file.Word(i) is { } name && IsCall(name) && file.CallOf(i) is { } open && file.Arguments(open) is { Count: > 0 } arguments)
                CodeImages.Add(context, CodeFormats.Value(file, CodeFile.Find(arguments, "name", 0)), FileKinds.Cdk);
        new ImageProperties(file, context, FileKinds.Cdk).Scan();
    }

    // In Go the name of the class is a part of the function's.
    private bool IsCall(string name) => Calls.Contains(file.Language == CodeLanguage.Go ? name[(name.LastIndexOf('_') + 1)..] : name);
}
