namespace Plimsoll.Build.CI;

/// <summary>The format of the results of tests.</summary>
public enum AzurePipelinesTestResultsType
{
    /// <summary>That of JUnit.</summary>
    JUnit,

    /// <summary>That of NUnit.</summary>
    NUnit,

    /// <summary>That of VSTest: <c>.trx</c>.</summary>
    VSTest,

    /// <summary>That of xUnit.net, version 2.</summary>
    XUnit,

    /// <summary>That of CTest.</summary>
    CTest,
}
