namespace Plimsoll.Build.Tools;

/// <summary>Changes settings: <c>_ =&gt; _.SetConfiguration("Release")</c>.</summary>
/// <returns>The changed settings; what is passed in stays as it is.</returns>
public delegate T Configure<T>(T settings);

/// <summary>Changes settings for a value.</summary>
/// <returns>The changed settings; what is passed in stays as it is.</returns>
public delegate T Configure<T, in TValue>(T settings, TValue value);

/// <summary>Makes several variants of settings, as <c>CombineWith</c> does.</summary>
public delegate IEnumerable<T> CombinatorialConfigure<T>(T settings);
