namespace Plimsoll.Build.Tools;

/// <summary>A format of results of <see cref="Xunit2Settings"/>.</summary>
public sealed record Xunit2ResultFormat : NamedValue
{
    private Xunit2ResultFormat(string value) : base(value)
    {
    }

    /// <summary>That of xunit 2.</summary>
    public static Xunit2ResultFormat Xml { get; } = new("xml");

    /// <summary>That of xunit 1.</summary>
    public static Xunit2ResultFormat XmlV1 { get; } = new("xmlv1");

    /// <summary>That of NUnit 2.5.</summary>
    public static Xunit2ResultFormat NUnit { get; } = new("nunit");

    /// <summary>A page.</summary>
    public static Xunit2ResultFormat HTML { get; } = new("html");
}
