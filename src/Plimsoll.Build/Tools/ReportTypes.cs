using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>A kind of report of <see cref="ReportGeneratorSettings"/>.</summary>
public sealed record ReportTypes : NamedValue
{
    private ReportTypes(string value) : base(value)
    {
    }

#pragma warning disable IDE1006, CA1707 // These are the names that ReportGenerator has.
    /// <summary><c>Badges</c></summary>
    public static ReportTypes Badges { get; } = new("Badges");

    /// <summary><c>Clover</c></summary>
    public static ReportTypes Clover { get; } = new("Clover");

    /// <summary><c>Cobertura</c></summary>
    public static ReportTypes Cobertura { get; } = new("Cobertura");

    /// <summary><c>CodeClimate</c></summary>
    public static ReportTypes CodeClimate { get; } = new("CodeClimate");

    /// <summary><c>CsvSummary</c></summary>
    public static ReportTypes CsvSummary { get; } = new("CsvSummary");

    /// <summary><c>Html</c></summary>
    public static ReportTypes Html { get; } = new("Html");

    /// <summary><c>HtmlChart</c></summary>
    public static ReportTypes HtmlChart { get; } = new("HtmlChart");

    /// <summary><c>HtmlInline</c></summary>
    public static ReportTypes HtmlInline { get; } = new("HtmlInline");

    /// <summary><c>HtmlInline_AzurePipelines</c></summary>
    public static ReportTypes HtmlInline_AzurePipelines { get; } = new("HtmlInline_AzurePipelines");

    /// <summary><c>HtmlInline_AzurePipelines_Dark</c></summary>
    public static ReportTypes HtmlInline_AzurePipelines_Dark { get; } = new("HtmlInline_AzurePipelines_Dark");

    /// <summary><c>HtmlInline_AzurePipelines_Light</c></summary>
    public static ReportTypes HtmlInline_AzurePipelines_Light { get; } = new("HtmlInline_AzurePipelines_Light");

    /// <summary><c>HtmlSummary</c></summary>
    public static ReportTypes HtmlSummary { get; } = new("HtmlSummary");

    /// <summary><c>Html_BlueRed</c></summary>
    public static ReportTypes Html_BlueRed { get; } = new("Html_BlueRed");

    /// <summary><c>Html_Dark</c></summary>
    public static ReportTypes Html_Dark { get; } = new("Html_Dark");

    /// <summary><c>Html_Light</c></summary>
    public static ReportTypes Html_Light { get; } = new("Html_Light");

    /// <summary><c>JsonSummary</c></summary>
    public static ReportTypes JsonSummary { get; } = new("JsonSummary");

    /// <summary><c>Latex</c></summary>
    public static ReportTypes Latex { get; } = new("Latex");

    /// <summary><c>LatexSummary</c></summary>
    public static ReportTypes LatexSummary { get; } = new("LatexSummary");

    /// <summary><c>MHtml</c></summary>
    public static ReportTypes MHtml { get; } = new("MHtml");

    /// <summary><c>MarkdownAssembliesSummary</c></summary>
    public static ReportTypes MarkdownAssembliesSummary { get; } = new("MarkdownAssembliesSummary");

    /// <summary><c>MarkdownDeltaSummary</c></summary>
    public static ReportTypes MarkdownDeltaSummary { get; } = new("MarkdownDeltaSummary");

    /// <summary><c>MarkdownSummary</c></summary>
    public static ReportTypes MarkdownSummary { get; } = new("MarkdownSummary");

    /// <summary><c>MarkdownSummaryGithub</c></summary>
    public static ReportTypes MarkdownSummaryGithub { get; } = new("MarkdownSummaryGithub");

    /// <summary><c>OpenCover</c></summary>
    public static ReportTypes OpenCover { get; } = new("OpenCover");

    /// <summary><c>SonarQube</c></summary>
    public static ReportTypes SonarQube { get; } = new("SonarQube");

    /// <summary><c>SvgChart</c></summary>
    public static ReportTypes SvgChart { get; } = new("SvgChart");

    /// <summary><c>TeamCitySummary</c></summary>
    public static ReportTypes TeamCitySummary { get; } = new("TeamCitySummary");

    /// <summary><c>TextDeltaSummary</c></summary>
    public static ReportTypes TextDeltaSummary { get; } = new("TextDeltaSummary");

    /// <summary><c>TextSummary</c></summary>
    public static ReportTypes TextSummary { get; } = new("TextSummary");

    /// <summary><c>Xml</c></summary>
    public static ReportTypes Xml { get; } = new("Xml");

    /// <summary><c>XmlSummary</c></summary>
    public static ReportTypes XmlSummary { get; } = new("XmlSummary");

    /// <summary><c>lcov</c></summary>
    public static ReportTypes lcov { get; } = new("lcov");
#pragma warning restore IDE1006, CA1707

    /// <summary>A kind by its name, also one that is not listed here.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ReportTypes?(string? value) => value is null ? null : new(value);
}
