#!/usr/bin/env python3
# /opt/scripts/extract-hours.py

import psycopg2
import json
from datetime import datetime

conn = psycopg2.connect(
    host="127.0.0.1",
    database="guacamole_db",
    user="guacamole_user",
    password="PASSWORD"
)

cur = conn.cursor()
cur.execute("""
    SELECT username,
           SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as hours
    FROM guacamole_connection_history
    WHERE start_date >= DATE_TRUNC('month', CURRENT_DATE)
      AND end_date IS NOT NULL
    GROUP BY username
""")

results = {}
for row in cur.fetchall():
    results[row[0]] = round(float(row[1]), 2)

print(json.dumps(results, indent=2))

cur.close()
conn.close()
