namespace Plimsoll.Build.CI;

/// <summary>What kind of report TeamCity imports.</summary>
public enum TeamCityImportType
{
#pragma warning disable IDE1006, CA1707 // These are the names that the server has.
    /// <summary>Of JUnit.</summary>
    junit,

    /// <summary>Of Maven Surefire.</summary>
    surefire,

    /// <summary>Of NUnit.</summary>
    nunit,

    /// <summary>Of MSTest.</summary>
    mstest,

    /// <summary>Of VSTest.</summary>
    vstest,

    /// <summary>Of Google Test.</summary>
    gtest,

    /// <summary>Of Checkstyle.</summary>
    checkstyle,

    /// <summary>Of FindBugs.</summary>
    findBugs,

    /// <summary>Of JSLint.</summary>
    jslint,

    /// <summary>Of ReSharper's inspections.</summary>
    ReSharperInspectCode,

    /// <summary>Of FxCop.</summary>
    FxCop,

    /// <summary>Of PMD.</summary>
    pmd,

    /// <summary>Of PMD's copy and paste detector.</summary>
    pmdCpd,

    /// <summary>Of ReSharper's search for duplicates.</summary>
    DotNetDupFinder,

    /// <summary>Of the coverage of tests; needs a <see cref="TeamCityImportTool"/>.</summary>
    dotNetCoverage,
#pragma warning restore IDE1006, CA1707
}
