using Plimsoll.Policy.Scanners.Xml;

namespace Plimsoll.Policy.Scanners.DotNetProjects;

/// <summary>
/// Projects and property files of MSBuild: the image that the SDK's containers start from, <c>ContainerBaseImage</c>. Without
/// it the SDK chooses; what is published, <c>ContainerRepository</c>, is an output.
/// </summary>
internal sealed class ProjectFileScanner : TextScanner
{
    private const string BaseImage = "ContainerBaseImage";

    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".pubxml"];

    public override bool IsSeldomDeployment => true;

    public override bool Recognises(string path)
    {
        foreach (var extension in Extensions)
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    public override bool MayScan(ReadOnlySpan<byte> content) => content.IndexOf("<ContainerBaseImage"u8) >= 0;

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (XmlElements.Read(context) is not { } elements)
            return;

        var properties = new ProjectProperties(elements);
        foreach (var property in elements)
        {
            if (!ProjectProperties.IsProperty(property) || !property.Name.Equals(BaseImage, StringComparison.OrdinalIgnoreCase))
                continue;

            // A whole image that one property gives is found where that has it.
            var place = properties.Source(property);
            context.Add(new FoundImage(place.Value, properties.Resolve(place.Value), place.Range, FileKinds.DotNetProject));
        }
    }
}
