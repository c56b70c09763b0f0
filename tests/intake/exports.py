"""Exports as service desks save them, small and made up: their column names, their ways of writing, their traps.

Whoever asked is called Requester and has an address at example.org, so that a test can look for a trace of them.
"""

from collections.abc import Mapping

from tests.intake.made import a_workbook

SERVICENOW = """\
number,opened_at,short_description,caller_id,priority,state,category,assignment_group,assigned_to,sys_updated_by,\
made_sla,reassignment_count,resolved_at,closed_at,location,business_service
INC0010001,2026-03-02 08:15:00,Cannot reach the file share,Requester One,1 - Critical,Closed,network,Network,\
Requester Nine,requester.nine,false,2,2026-03-02 13:40:11,2026-03-07 14:00:02,North,File shares
INC0010002,2026-03-02 09:02:31,"Password, again",Requester Two,3 - Moderate,Closed,inquiry,Service Desk,\
Requester Nine,requester.nine,true,0,2026-03-02 09:10:00,2026-03-07 10:00:00,South,
INC0010003,2026-03-30 23:30:00,Printer jam,Requester One,3 - Moderate,Closed,hardware,Service Desk,,requester.nine,\
true,0,,2026-04-01 00:20:00,,
INC0010004,2026-04-01 11:00:00,Screen flickers,Requester Three,4 - Low,In Progress,hardware,Service Desk,\
Requester Nine,requester.nine,true,1,,,South,
"""
SERVICENOW_LABELS: tuple[tuple[object, ...], ...] = (
    ("Number", "Opened", "Short description", "Caller", "Priority", "Category", "Made SLA", "Resolved", "Closed"),
    ("INC0010001", "2026-03-02 08:15:00", "Cannot reach it", "Requester One", "1 - Critical", "network", "false",
     "2026-03-02 13:40:11", "2026-03-07 14:00:02"),
    ("INC0010005", "2026-04-02 10:00:00", "New badge", "Requester Four", "2 - High", "Access", "true",
     "2026-04-02 10:30:00", None),
)  # fmt: skip
JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Resolution,Assignee,Reporter,Creator,\
Created,Updated,Resolved,Labels,Labels,Custom field (Request Type),Custom field (Request participants),\
Custom field (Request participants),Custom field (Time to first response),Custom field (Time to resolution),\
Comment,Comment
VPN drops every hour,DESK-101,20101,Service Request,Resolved,DESK,Staff IT desk,High,Done,Requester Nine,\
Requester One,Requester One,02/Mar/26 8:15 AM,04/Mar/26 5:02 PM,03/Mar/26 4:59 PM,vpn,remote,Get help with access,\
Requester Two,,0:35,-1:20,"02/Mar/26 8:40 AM;requester.nine;Looking into it, Requester One.
Please restart.",03/Mar/26 9:00 AM;requester.one;Still drops
Order a second screen,DESK-102,20102,Service Request,Resolved,DESK,Staff IT desk,Low,Done,Requester Nine,\
Requester Two,Requester Two,02/Mar/26 12:05 PM,02/Apr/26 9:00 AM,01/Apr/26 12:05 AM,,,Order something,,,-27:13,12:00,,
Badge does not open the door,DESK-103,20103,Incident,In Progress,DESK,Staff IT desk,Highest,,Requester Nine,\
Requester Three,Requester Three,03/Apr/26 9:10 AM,03/Apr/26 9:30 AM,,,,Report a fault,,,1:45,3:20,,
"""
ZENDESK = """\
Summation column,Id,Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,Assignee,\
Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Assigned at,Organization,Due date,\
Initially assigned at,Solved at,Resolution time,Satisfaction Score,Group stations,Assignee stations,Reopens,Replies,\
First reply time in minutes,First reply time in minutes within business hours,First resolution time in minutes,\
Full resolution time in minutes
1,501,Requester One,9001,,one@example.org,example.org,Requester One,Requester Nine,Loans,Where is my book,loan,Closed,\
-,Web form,Question,2026-03-02 08:15,2026-03-09 09:00,2026-03-02 08:20,,,2026-03-02 08:20,2026-03-02 17:10,9,Good,1,1,\
0,2,480,200,535,535
1,502,Requester Two,9002,,two@example.org,example.org,Requester Two,Requester Nine,Loans,Fine I do not understand,\
,Solved,Normal,Mail,Question,2026-03-03 10:00,2026-03-12 10:00,2026-03-03 10:01,,,2026-03-03 10:01,2026-03-11 10:00,\
192,Bad with comment,2,2,1,3,481,300,11520,11520
1,503,Requester Three,9003,,three@example.org,example.org,Requester Three,-,-,Room key,,Open,Urgent,Mail,Incident,\
2026-03-31 21:00,2026-03-31 22:00,-,,,-,-,-,Unoffered,1,0,0,1,12,0,-,-
1,504,Requester One,9001,,one@example.org,example.org,Requester One,Requester Nine,Rooms,Thanks,,Solved,Low,Web form,\
Question,2026-03-05 09:00,2026-03-05 09:30,2026-03-05 09:05,,,2026-03-05 09:05,2026-03-05 09:30,0,Offered,1,1,0,0,,,\
30,30
"""
FRESHDESK = """\
Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,\
Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution time (in hrs),\
Agent interactions,Customer interactions,Resolution status,First response status,Tags,Survey result,Product,\
Full name,Title,Email,Work phone,Mobile phone,Contact ID
7001,Cannot log in,Closed,High,Portal,Incident,Requester Nine,Help desk,2026-03-02 08:15:00,2026-03-02 16:15:00,\
2026-03-02 11:15:09,2026-03-02 12:00:00,2026-03-02 12:00:00,2026-03-02 08:27:33,00:00:00,00:12:33,03:00:09,2,1,\
Within SLA,Within SLA,,Extremely Happy,,Requester One,,one@example.org,,,61001
7002,Refund,Resolved,Low,Email,Question,Requester Nine,,2026-03-02 09:00:00,2026-03-03 09:00:00,2026-03-05 10:30:00,,\
2026-03-05 10:30:00,,00:00:00,,73:30:00,1,2,SLA Violated,,,,Web shop,Requester Two,,two@example.org,,,61002
7003,Order status,Open,Medium,Phone,Question,,Help desk,2026-04-01 10:00:00,2026-04-02 10:00:00,,,2026-04-01 10:20:00,\
2026-04-01 10:20:00,00:00:00,00:20:00,,1,1,,Within SLA,,,,Requester Three,,three@example.org,,,61003
"""
FRESHSERVICE: tuple[tuple[object, ...], ...] = (
    ("Ticket Id", "Subject", "Status", "Group", "Requester Name", "Requester Email", "Requester Location",
     "Created Time", "Resolved Time", "Closed Time", "First Response Time (in Hrs)", "Resolution Status",
     "First Response Status"),
    ("INC-41", "Badge", "Closed", "Access", "Requester One", "one@example.org", "North", "2026-03-02 08:15:00",
     "2026-03-03 08:15:00", "2026-03-05 08:15:00", "00:12:33", "Within SLA", "SLA Violated"),
    ("INC-42", "Screen", "Pending", "", "Requester Two", "two@example.org", "South", "2026-03-31 08:15:00", None, None,
     None, None, None),
)  # fmt: skip

EXPORTS: Mapping[str, tuple[str, bytes]] = {
    "incident.csv": ("servicenow", SERVICENOW.encode()),
    "incident.xlsx": ("servicenow-labels", a_workbook(*SERVICENOW_LABELS)),
    "Jira.csv": ("jira-service-management", JIRA.encode("utf-8-sig")),
    "view.csv": ("zendesk", ZENDESK.encode()),
    "tickets.csv": ("freshdesk", FRESHDESK.encode()),
    "tickets.xlsx": ("freshdesk", a_workbook(*FRESHSERVICE)),
}
