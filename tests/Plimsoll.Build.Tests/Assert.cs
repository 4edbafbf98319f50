namespace Plimsoll.Build.Tests;

/// <summary>The assertions of xunit: by this name, those of builds would be nearer.</summary>
internal sealed class Assert : Xunit.Assert;
