# Completion of plimsoll for PowerShell: plimsoll completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName plimsoll -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($_.Extent.EndOffset -eq $cursorPosition -and $wordToComplete -eq '') } | ForEach-Object { "$_".Trim('"', "'") })
    $command = $words[0]
    $before = @($words | Select-Object -Skip 1)
    & $command complete "--current=$wordToComplete" -- @before 2>$null | ForEach-Object {
        $value, $text = $_ -split "`t", 2
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $(if ($text) { $text } else { $value }))
    }
}
